"""Putting a version in place: its fields, its owned rows and its batches become the page's."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from portal.kit.typing import ModelField
from portal.publishing.errors import Clash
from portal.publishing.models import Publication, State
from portal.publishing.models.revision import VersionData
from portal.publishing.revisions import NOT_APPLIED, plain_value
from portal.publishing.still_there import rows_of_what_is_there, still_there


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
