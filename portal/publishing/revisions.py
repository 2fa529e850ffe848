"""Versions of a publication as plain data: written on every save, never changed."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.kit.text.lines import with_single_ends
from portal.kit.typing import ModelField
from portal.media.richtext.fields import rich_text_in
from portal.pagecache import generation
from portal.publishing import links
from portal.publishing.errors import Clash
from portal.publishing.models import ChangeSet, Publication, Revision, State
from portal.publishing.models.revision import VersionData
from portal.publishing.still_there import rows_of_what_is_there, still_there

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


@contextmanager
def _telling_clashes() -> Iterator[None]:
    """Let what the database refuses inside be told in words, to whoever takes the step."""
    try:
        yield
    except IntegrityError as error:
        raise Clash(error) from error


@_telling_clashes()
def apply_revision(publication: Publication, data: VersionData, *, is_locked: bool = False) -> None:
    """Make the rows of a publication what a version says; inside a transaction of the caller's.

    `is_locked` says that it has locked the row already. Raises StaleSave, Clash where another page
    has by now what only one may have, and ValidationError where the version lacks a row that others
    need by now, or names one that is gone.
    """
    set_fields(publication, data, is_stored=True)
    publication.save(is_locked=is_locked)
    apply_parts(publication, data)


@_telling_clashes()
def apply_parts(publication: Publication, data: VersionData) -> None:
    """Make the owned rows alone what a version says, and put its batches."""
    for name, rows in data["parts"].items():
        if name in publication.PARTS:
            _apply_part(publication, name, rows)
    for name, rows in data.get("batches", {}).items():
        apply_batch(publication, name, rows)


def set_fields(publication: Publication, data: VersionData, *, is_stored: bool = False) -> None:
    """Let the object have the columns of a version; nothing is stored here.

    Where the caller is about to, ValidationError says which record is gone that may not be empty.
    """
    fields = with_moment(publication, data)["fields"]
    left = NOT_APPLIED | publication.WORKED_OUT
    for field in publication._meta.concrete_fields:
        if field.attname in fields and field.name not in left:
            value = _python(field, fields[field.attname])
            if value != getattr(publication, field.attname):
                setattr(publication, field.attname, still_there(field, value, is_stored=is_stored))


def with_moment(publication: Publication, data: VersionData) -> VersionData:
    """Return a version's data; one from before the page appeared has the page's own moment.

    What readers know by its day does not become news by an old text.
    """
    has_appeared = publication.state == State.PUBLISHED or publication.live_number is not None
    if not has_appeared or data["fields"].get("published_at") is not None:
        return data
    return _with_own(publication, data, "published_at")


def without_passed_end(publication: Publication, data: VersionData) -> VersionData:
    """Return an old version's data; where its moment to hide has passed, the page keeps its own.

    Whoever brings back a text does not mean to hide the page.
    """
    end = _python(publication._meta.get_field("expires_at"), data["fields"].get("expires_at"))
    if end is None or end > timezone.now():
        return data
    return _with_own(publication, data, "expires_at")


def _with_own(publication: Publication, data: VersionData, name: str) -> VersionData:
    field: Any = publication._meta.get_field(name)
    return {**data, "fields": data["fields"] | {name: plain_value(field, publication)}}


def apply_batch(publication: Publication, name: str, rows: list[dict[str, object]]) -> None:
    """Put a batch of rows by its kind's own function; ValidationError where it refuses them."""
    put: Any = import_string(publication.BATCHES[name])
    put(publication, rows)


def without_batches(data: VersionData) -> VersionData:
    """A version's text and parts alone: rows that came with it once are not put a second time."""
    return {"fields": data["fields"], "parts": data["parts"]}


def _python(field: ModelField, value: object) -> Any:
    return (field.target_field if isinstance(field, models.ForeignKey) else field).to_python(value)


def _apply_part(publication: Publication, name: str, rows: list[Any]) -> None:
    relation: Any = publication._meta.get_field(name)
    manager = getattr(publication, name)
    if relation.many_to_many:
        # A topic, say, may have been removed since the version was kept.
        manager.set(relation.related_model._base_manager.filter(pk__in=rows) if rows else [])
        return
    try:
        manager.exclude(pk__in=[row["id"] for row in rows]).delete()
    except models.ProtectedError as error:
        held = ", ".join(f"“{row}”" for row in manager.exclude(pk__in=[row["id"] for row in rows]))
        message = _("This version lacks what is still needed elsewhere: %(held)s.")
        raise ValidationError(message % {"held": held}) from error
    model = relation.related_model
    rows = rows_of_what_is_there(publication, model, rows)
    # What one row alone may have is given up before another takes it.
    only_one = getattr(model, "ONLY_ONE", "")
    for row in sorted(rows, key=lambda row: bool(row.get(only_one))):
        part = model(pk=row["id"], **{relation.field.name: publication})
        fields_from_plain(part, row)
        part.save()


def fields_from_plain(row: models.Model, values: Mapping[str, object]) -> None:
    """Set the columns of a row from what a version keeps of them; others stay as they are."""
    for field in row._meta.concrete_fields:
        if field.attname in values and not field.primary_key:
            setattr(row, field.attname, _python(field, values[field.attname]))


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
        links.store(
            publication,
            rich_text_in(type(publication), revision.data["fields"]),
            is_pending=not is_live,
            ends_change=change_set is not None and is_live,
            is_first=is_first or revision.number == 1,
        )
    if not is_begun:
        _count_on(publication, revision, is_live=is_live, by=by)
    if is_live and (publication.state == State.PUBLISHED or publication.live_number is not None):
        # What readers have never seen changes nothing for them.
        generation.invalidate_public_content(_change_of(publication))
    return revision


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
