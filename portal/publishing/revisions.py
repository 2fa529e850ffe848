"""Versions of a publication as plain data: written on every save, never changed."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.publishing import generation
from portal.publishing.models import Publication, Revision

# Worked out on save, or told by the revision's own row.
DERIVED = frozenset(
    [
        "search_vector",
        "sort_key",
        "kind",
        "revision_number",
        "created_at",
        "created_by",
        "updated_at",
        "updated_by",
    ]
)


def _plain(field: models.Field[Any, Any], row: models.Model) -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(value, bool | int | str):
        return value
    return field.value_to_string(row)


def _fields(row: models.Model, *, without: frozenset[str]) -> dict[str, Any]:
    return {
        field.attname: _plain(field, row)
        for field in row._meta.concrete_fields
        if field.name not in without and not field.primary_key
    }


def _part(publication: Publication, name: str) -> list[Any]:
    """The rows of a part with their ids, or the keys of a many-to-many relation."""
    relation = publication._meta.get_field(name)
    if relation.many_to_many:
        return sorted(getattr(publication, name).values_list("pk", flat=True))
    owner = frozenset({relation.field.name})  # type: ignore[union-attr]  # a reverse relation
    return [
        {"id": row.pk} | _fields(row, without=owner)
        for row in getattr(publication, name).order_by("pk")
    ]


def snapshot(
    publication: Publication, *, parts: dict[str, list[Any]] | None = None
) -> dict[str, Any]:
    """All that a version holds, as JSON: `fields` by column, `parts` by name.

    Who loads new rows knows their parts and passes them; else they are read.
    """
    fields = _fields(publication, without=DERIVED | {"id"})
    if parts is None:
        parts = {name: _part(publication, name) for name in publication.PARTS}
    return {"fields": fields, "parts": parts}


@transaction.atomic
def record(publication: Publication, *, by: User | None, note: str = "") -> Revision:
    """Keep the publication as it now stands as its next version, and move the generation on."""
    row = Publication.objects.select_for_update().only("revision_number").get(pk=publication.pk)
    revision = Revision.objects.create(
        publication_id=publication.pk,
        number=row.revision_number + 1,
        data=snapshot(publication),
        note=note,
        created_by=by,
    )
    publication.revision_number = revision.number
    publication.updated_at = timezone.now()
    publication.updated_by = by
    Publication.objects.filter(pk=publication.pk).update(
        revision_number=revision.number, updated_at=publication.updated_at, updated_by=by
    )
    generation.move_on()
    return revision
