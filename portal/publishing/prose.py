"""Which columns of a kind, and of the rows that its pages own, hold words that somebody typed."""

from functools import cache
from typing import Any

from django.db import models

from portal.kit.typing import ModelField
from portal.publishing.models import Publication
from portal.publishing.revisions import NOT_APPLIED

# A correction says what once stood there; it stays as it was said.
_UNTOUCHED = NOT_APPLIED | {"correction"}
_NO_PROSE = (models.URLField, models.SlugField, models.EmailField, models.FileField)


def is_prose(field: ModelField) -> bool:
    """Return whether a column holds words that somebody typed: no choice, address, key or file."""
    prose = isinstance(field, models.CharField | models.TextField)
    return (
        prose
        and field.editable
        and not field.unique
        and not field.choices
        and not isinstance(field, _NO_PROSE)
    )


@cache
def prose_columns(kind: type[Publication]) -> tuple[ModelField, ...]:
    """Return the columns of a kind that hold words, but for its correction."""
    fields = kind._meta.concrete_fields
    return tuple(each for each in fields if is_prose(each) and each.name not in _UNTOUCHED)


@cache
def prose_of_parts(kind: type[Publication]) -> dict[str, tuple[ModelField, ...]]:
    """Return by part the columns of the kind's owned rows that hold words."""
    found = {}
    for name in kind.PARTS:
        relation: Any = kind._meta.get_field(name)
        if not relation.many_to_many:
            fields = relation.related_model._meta.concrete_fields
            found[name] = tuple(field for field in fields if is_prose(field))
    return found
