"""What a kind's own fields and rows say: letters of old fonts, and numbers of persons, in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce, JSONObject
from django.utils.text import capfirst

from portal.editing.checks.rules import READ, numbers_of_persons, old_letters
from portal.editing.checks.violations import Violation
from portal.media.richtext.fields import rich_fields
from portal.publishing.models import Attachment, Publication, Revision, State
from portal.publishing.models.kinds import kinds
from portal.publishing.prose import prose_columns, prose_of_parts

type PlainRow = Mapping[str, Any]
type Parts = Mapping[str, Sequence[PlainRow]]

# What is looked at of an attachment.
_OF_ATTACHMENT = ("name", "content_type", "captions", "transcript")


def plain_columns(kind: type[Publication]) -> list[str]:
    """Return the columns with plain words that no other rule reads."""
    read = {*READ, *rich_fields(kind)}
    return [field.name for field in prose_columns(kind) if field.name not in read]


def parts_of(
    pages: Sequence[Publication], pending: Mapping[int, Revision]
) -> dict[int, dict[str, list[PlainRow]]]:
    """Return by page the rows of its parts; of a page with a waiting version, of that.

    One query for all pages that have no such version and were read without their parts.
    """
    found: dict[int, dict[str, list[PlainRow]]] = {}
    unread = []
    for page in pages:
        if page.pk in pending:
            found[page.pk] = pending[page.pk].data["parts"]
        elif (read := _read_with(page)) is not None:
            found[page.pk] = read
        elif page.pk:
            unread.append(page.pk)
    return found | _stored(unread) if unread else found


def _read_with(page: Publication) -> dict[str, list[PlainRow]] | None:
    """Return the rows that were read with a page; None where some were not."""
    cache = getattr(page, "_prefetched_objects_cache", {})
    names = prose_of_parts(_kind_of(page)).keys()
    if not names <= cache.keys():
        return None
    return {name: [vars(row) for row in cache[name]] for name in names}


def _stored(keys: Sequence[int]) -> dict[int, dict[str, list[PlainRow]]]:
    """Return the rows of the newest version; of attachments, whose words are made later, today's.

    Of a page that readers have, of what they have: its newest version may have been given up.
    """
    live = Case(When(state=State.PUBLISHED, then=F("live_number")))
    versions = Revision.objects.filter(publication=OuterRef("pk"), number=OuterRef("shown"))
    attachments = Attachment.objects.filter(publication=OuterRef("pk")).order_by("position", "pk")
    columns = {name: F(name) for name in _OF_ATTACHMENT}
    rows = (
        Publication.objects.filter(pk__in=keys)
        .annotate(shown=Coalesce(live, F("revision_number")))
        .values_list(
            "pk",
            Subquery(versions.values("data__parts")[:1]),
            ArraySubquery(attachments.values(row=JSONObject(**columns))),
        )
    )
    return {key: {**(parts or {}), "attachments": files} for key, parts, files in rows}


def words_of(page: Publication, fields: Mapping[str, Any], parts: Parts) -> Iterator[str]:
    """Yield what the kind's own fields and rows say, but for numbers that are meant to be there."""
    kind = _kind_of(page)
    for name in plain_columns(kind):
        if name not in kind.NUMBERS_NOT_CHECKED:
            yield str(fields.get(name) or "")
    for texts in _cells(page, parts).values():
        yield from texts


def violations_in(
    page: Publication, fields: Mapping[str, Any], parts: Parts
) -> Iterator[Violation]:
    """Yield what is wrong in the kind's own fields and rows, each with its name before it."""
    kind = _kind_of(page)
    for name in plain_columns(kind):
        field: Any = kind._meta.get_field(name)
        texts = [str(fields.get(name) or "")]
        public = name in kind.NUMBERS_NOT_CHECKED
        yield from _named(field.verbose_name, name, texts, public=public)
    for name, texts in _cells(page, parts).items():
        relation: Any = kind._meta.get_field(name)
        label = relation.related_model._meta.verbose_name_plural
        for violation in _named(label, name, texts):
            yield replace(violation, is_table=True)


def _kind_of(page: Publication) -> type[Publication]:
    """Return the kind of a page that may have been read as a page of any kind."""
    return kinds().get(page.kind, type(page))


def _cells(page: Publication, parts: Parts) -> dict[str, list[str]]:
    """Return the words that stand in the rows of each part."""
    return {
        name: [str(row.get(field.attname) or "") for row in parts.get(name, ()) for field in fields]
        for name, fields in prose_of_parts(_kind_of(page)).items()
    }


def _named(
    label: object, name: str, texts: Sequence[str], *, public: bool = False
) -> Iterator[Violation]:
    found = [*old_letters(name, texts)]
    if not public:
        found += numbers_of_persons(name, texts)
    for violation in found:
        yield replace(violation, message=f"{capfirst(str(label))}: {violation.message}")
