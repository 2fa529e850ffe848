"""What a kept version names, and somebody has removed since: left out, or told in words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from portal.kit.typing import ModelField
from portal.publishing.models import Publication


def still_there(field: ModelField, value: object, *, is_stored: bool) -> object:
    """Return the value, or None where it names a record that somebody has removed since.

    Raises ValidationError where that is about to be stored and may not be empty.
    """
    if value is None or not isinstance(field, models.ForeignKey):
        return value
    if not (field.null or is_stored):
        return value
    if field.related_model._base_manager.filter(pk=value).exists():
        return value
    _refuse_to_leave_out(field)
    return None


def rows_of_what_is_there(
    publication: Publication, model: type[models.Model], rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the rows of a part as they can be stored: without records that were removed since.

    Raises ValidationError where one may not be left out. The version's own rows may name each
    other before they are stored.
    """
    relations: Any = (publication._meta.get_field(name) for name in publication.PARTS)
    own = {each.related_model for each in relations if not each.many_to_many}
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey) or field.related_model in own:
            continue
        column = field.attname
        keys = {row[column] for row in rows if row.get(column) is not None}
        found = field.related_model._base_manager.filter(pk__in=keys)
        if keys and (gone := keys - set(found.values_list("pk", flat=True))):
            _refuse_to_leave_out(field)
            rows = [row | {column: None} if row.get(column) in gone else row for row in rows]
    return rows


def _refuse_to_leave_out(field: ModelField) -> None:
    if not field.null:
        text = _("What this version names at “%(field)s” was removed since; choose another one.")
        raise ValidationError(text % {"field": field.verbose_name}, code="removed")
