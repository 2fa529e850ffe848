"""What is looked at before a document goes before readers: that its number is of its kind."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from news.documents.models import DocumentKind, OfficialDocument
from news.documents.numbers import number_key
from portal.editing.checks.texts import Text
from portal.editing.checks.violations import Level, Violation

_COMPARED: Final = ("number", "document_kind_id")


def find_other_kinds(texts: Sequence[Text]) -> list[list[Violation]]:
    """Return for each document the advice where its number is of another kind; two queries."""
    unread = [page.pk for page, _fields in texts if not isinstance(page, OfficialDocument)]
    rows = OfficialDocument.objects.only(*_COMPARED).in_bulk(unread) if unread else {}
    kinds = list(DocumentKind.objects.only("name", "short_name"))
    found = []
    for page, fields in texts:
        row = rows.get(page.pk, page)
        number, kind = (fields.get(name, getattr(row, name, None)) for name in _COMPARED)
        found.append(list(_other_kind(number or "", kind, kinds)))
    return found


def _other_kind(number: str, chosen: int | None, kinds: list[DocumentKind]) -> list[Violation]:
    symbol = _symbol(number)
    named = [kind for kind in kinds if symbol and number_key(kind.short_name) == symbol]
    own = next((kind for kind in kinds if kind.pk == chosen), None)
    if not named or own is None or own in named:
        return []
    return [
        Violation(
            Level.WARN,
            "document_kind",
            _("“%(number)s” is the number of a document of the kind “%(named)s”, not “%(kind)s”.")
            % {"number": number, "named": named[0], "kind": own},
            _("Choose the kind at the head of the paper, or mend the number."),
        )
    ]


def _symbol(number: str) -> str:
    """Return what names the kind in a number: QĐ in 12/2007/QĐ-UBND; "" where nothing does."""
    last = number.rpartition("/")[2]
    return number_key(last.partition("-")[0]) if "-" in last else ""
