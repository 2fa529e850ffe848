"""What a notice lacks before readers see it: above all until when papers are taken."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from news.notices.models import Notice
from portal.editing.checks.texts import Text
from portal.editing.checks.violations import Level, Violation

# With one of them a notice has its term, is of a budget, or tells what came of an earlier one.
_EXPLAINED_BY = ("closes_at", "fiscal_year", "result_of_id")


def find_missing_terms(texts: Sequence[Text]) -> list[list[Violation]]:
    """Return for each notice the advice to say its closing day; at most one query for all."""
    unread = [page.pk for page, _fields in texts if not isinstance(page, Notice)]
    rows = Notice.objects.only(*_EXPLAINED_BY).in_bulk(unread) if unread else {}
    return [
        [] if _is_explained(rows.get(page.pk, page), fields) else [_missing_term()]
        for page, fields in texts
    ]


def _is_explained(row: object, fields: dict[str, object]) -> bool:
    return any(fields.get(name, getattr(row, name, None)) for name in _EXPLAINED_BY)


def _missing_term() -> Violation:
    return Violation(
        Level.WARN,
        "closes_at_0",
        _("The notice does not say until when papers are taken."),
        _("Type the last day and hour, if something is handed in; else leave it empty."),
    )
