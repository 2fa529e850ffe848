"""Versions of a publication as plain data: written on every save, never changed."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.kit.text.lines import with_single_ends
from portal.kit.typing import ModelField
from portal.media.richtext.fields import rich_text_in
from portal.pagecache import generation
from portal.publishing import links
from portal.publishing.models import ChangeSet, Publication, Revision, State
from portal.publishing.models.revision import VersionData

# Worked out on save, or told by the revision's own row.
DERIVED = frozenset(
    [
        "search_vector",
        "folded_title",
        "sort_key",
        "kind",
        "revision_number",
        "live_number",
        "lapses_at",
        "parent_page",
        "is_translated",
        "corrected_at",
        "created_at",
        "created_by",
        "updated_at",
        "updated_by",
    ]
)
# In a version to be read, but no text: putting a version in place leaves them as they are.
NOT_APPLIED = DERIVED | {"state", "path"}


def plain_value(field: ModelField, row: models.Model) -> Any:
    """Return a field's value as a version keeps it: JSON's own kinds, else Django's text for it."""
    value = field.value_from_object(row)
    if value is None or isinstance(value, bool | int | str):
        return value
    return field.value_to_string(row)


def plain_fields(row: models.Model, *, without: frozenset[str]) -> dict[str, Any]:
    """Return a row's columns by name as a version keeps them, but for its key and those left out.

    What PostgreSQL works out by itself is no text of anybody's.
    """
    return {
        field.attname: plain_value(field, row)
        for field in row._meta.concrete_fields
        if field.name not in without and not field.primary_key and not field.generated
    }


def _part(publication: Publication, name: str) -> list[Any]:
    """Return the rows of a part with their ids, or the keys of a many-to-many relation."""
    relation: Any = publication._meta.get_field(name)
    if relation.many_to_many:
        return sorted(getattr(publication, name).values_list("pk", flat=True))
    owner = frozenset({relation.field.name})
    return [
        {"id": row.pk} | plain_fields(row, without=owner)
        for row in getattr(publication, name).order_by("pk")
    ]


def snapshot(publication: Publication, *, parts: dict[str, list[int]] | None = None) -> VersionData:
    """Return all that a version holds, as JSON: `fields` by column, `parts` by name.

    A pending version may have `batches` by name beside them: rows to be put when it goes live.
    Whoever knows the rows of `parts` passes them; the others are read.
    """
    fields = plain_fields(publication, without=DERIVED | {"id"})
    known = parts or {}
    rows = {
        name: known[name] if name in known else _part(publication, name)
        for name in publication.PARTS
    }
    return {"fields": fields, "parts": rows}


def is_same(field: ModelField, old: object, new: object) -> bool:
    """Return whether two values that versions keep of a field are one for people.

    A second is nothing, nor is a zero that the column adds to a number: 4.5 was typed, 4.50 read;
    nor is how the lines of a text end.
    """
    if old == new or old is None or new is None:
        return old == new
    if isinstance(field, models.DecimalField) and field.decimal_places is not None:
        return bool(field.to_python(old) == field.to_python(new))
    if not isinstance(field, models.DateTimeField):
        texts = isinstance(old, str) and isinstance(new, str)
        return texts and with_single_ends(str(old)) == with_single_ends(str(new))
    first, second = (
        field.to_python(value).replace(second=0, microsecond=0) for value in (old, new)
    )
    return bool(first == second)


def changed_names(publication: Publication, old: VersionData, new: VersionData) -> list[str]:
    """Return the names of fields and parts that differ between two versions, in order."""
    found = [
        field.name
        for field in publication._meta.concrete_fields
        if field.name not in NOT_APPLIED | publication.WORKED_OUT
        and not field.primary_key
        and field.attname in new["fields"]
        and not is_same(field, old["fields"].get(field.attname), new["fields"][field.attname])
    ]
    parts = publication.PARTS
    return found + [
        name
        for name in parts
        if name in new["parts"] and new["parts"][name] != old["parts"].get(name, [])
    ]


def with_names(
    publication: Publication, old: VersionData, new: VersionData, names: Iterable[str]
) -> VersionData:
    """Return the old version's data with the named fields and parts of the new one."""
    fields, parts = dict(old["fields"]), dict(old["parts"])
    for name in names:
        if name in publication.PARTS:
            parts[name] = new["parts"][name]
        else:
            field: Any = publication._meta.get_field(name)
            column = field.attname
            fields[column] = new["fields"][column]
    return {"fields": fields, "parts": parts}


def begin(publication: Publication, *, by: User | None) -> None:
    """Count the next version of the rows themselves on, for the save that follows to store.

    `record` with `is_begun` then keeps it.
    """
    publication.revision_number += 1
    publication.updated_at, publication.updated_by = timezone.now(), by
    if publication.state == State.PUBLISHED:
        publication.live_number = publication.revision_number


@transaction.atomic
def record(
    publication: Publication,
    *,
    by: User | None,
    note: str = "",
    data: VersionData | None = None,
    change_set: ChangeSet | None = None,
    is_step: bool = False,
    is_locked: bool = False,
    is_begun: bool = False,
    is_first: bool = False,
) -> Revision:
    """Keep a text as the next version: the rows as they stand, or the `data` of a pending change.

    Raises StaleSave where another version was kept since `publication` was loaded: the caller's
    transaction then undoes whatever it wrote. `is_locked` says that the caller's transaction has
    saved or locked the row already, and so has seen that it has not moved on; `is_begun` that
    besides it has saved what `begin` counted on; `is_first` that no text of the page, or of the
    change, was kept before.
    """
    if not (is_locked or is_begun):
        publication.lock()
    revision = Revision.objects.create(
        publication_id=publication.pk,
        number=publication.revision_number + (0 if is_begun else 1),
        data=snapshot(publication) if data is None else data,
        note=note,
        created_by=by,
        change_set=change_set,
        is_step=is_step,
    )
    is_live = change_set is None or change_set.state == State.PUBLISHED
    if change_set is not None or not is_step:
        _store_links(publication, revision, is_live=is_live, is_first=is_first)
    if not is_begun:
        _count_on(publication, revision, is_live=is_live, by=by)
    if is_live and (publication.state == State.PUBLISHED or publication.live_number is not None):
        # What readers have never seen changes nothing for them.
        generation.invalidate_public_content(_change_of(publication))
    return revision


def _store_links(
    publication: Publication, revision: Revision, *, is_live: bool, is_first: bool
) -> None:
    links.store(
        publication,
        rich_text_in(type(publication), revision.data["fields"]),
        is_pending=not is_live,
        ends_change=revision.change_set is not None and is_live,
        is_first=is_first or revision.number == 1,
    )


def _change_of(publication: Publication) -> generation.Change | None:
    """Return what changes with a version of a page; None of one whose kind is not known."""
    if type(publication) is Publication:
        return None
    tables = tables_of(type(publication))
    return generation.Change(publication.KIND, publication.pk, tables)


@cache
def tables_of(model: type[Publication]) -> frozenset[str]:
    """Return the tables that a version of a page is written into: its own, those of its parts."""
    found = {model._meta.db_table}
    for name in model.PARTS:
        field: Any = model._meta.get_field(name)
        found.add(
            field.m2m_db_table() if field.many_to_many else field.related_model._meta.db_table
        )
    return frozenset(found)


def _count_on(
    publication: Publication, revision: Revision, *, is_live: bool, by: User | None
) -> None:
    """Store the number of a version that was not counted on by `begin`."""
    publication.revision_number = revision.number
    changed: dict[str, Any] = {"revision_number": revision.number}
    if is_live:
        publication.updated_at, publication.updated_by = timezone.now(), by
        changed |= {"updated_at": publication.updated_at, "updated_by": by}
        if publication.state == State.PUBLISHED:
            publication.live_number = changed["live_number"] = revision.number
    Publication.objects.filter(pk=publication.pk).update(**changed)
