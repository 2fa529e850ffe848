"""The column for an e-mail address by which a person is found again."""

from collections.abc import Sequence
from typing import Any

from django.db import models


class SmallEmailField(models.EmailField[Any, Any]):
    """An address in small letters, stored and looked up; in migrations it is a plain EmailField."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs

    def to_python(self, value: object) -> Any:
        typed = super().to_python(value)
        return typed.lower() if typed else typed
