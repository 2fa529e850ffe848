"""A record's fields as values that can be kept: plain, readable, and without any secret."""

from collections.abc import Mapping
from typing import Any, Final

from django.contrib.auth.models import Permission
from django.db import models

# Never kept, by the names of their fields: passwords, and the secrets of the second sign-in step.
SECRET: Final = frozenset({"password", "data", "secret", "token", "key"})

Values = dict[str, Any]


def snapshot(record: models.Model) -> Values:
    """Return every field of the stored record but secrets; relations as name and key."""
    values: Values = {}
    for field in record._meta.concrete_fields:
        if field.name in SECRET:
            continue
        if field.is_relation:
            values[field.name] = _named(getattr(record, field.name))
        else:
            values[field.name] = plain(getattr(record, field.attname))
    for field in record._meta.many_to_many:
        values[field.name] = _names(getattr(record, field.name).all())
    return values


def differences(before: Values, after: Values) -> tuple[Values, Values]:
    """Return both mappings reduced to what differs."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return _only(before, names), _only(after, names)


def plain(value: object) -> Any:
    """Return the value as JSON has it; decimals become text, which is exact to the digit."""
    if value is None or isinstance(value, bool | int | str):
        # A choice is kept as its plain value.
        return str(value) if isinstance(value, str) else value
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _only(values: Values, names: list[str]) -> Values:
    return {name: values[name] for name in names if name in values}


def _names(related: models.QuerySet[models.Model]) -> list[str | None]:
    if related.model is Permission:
        related = related.select_related("content_type")
    return [_named(record) for record in related.order_by("pk")]


def _named(record: models.Model | None) -> str | None:
    if record is None:
        return None
    if isinstance(record, Permission):
        return f"{record.content_type.app_label}.{record.codename}"
    return f"{record} (#{record.pk})"
