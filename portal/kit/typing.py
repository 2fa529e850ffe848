"""Types that Django's own signatures leave open."""

from collections.abc import Iterable
from typing import Any, TypedDict

from django.db import models
from django.db.models.base import ModelBase

type ModelField = models.Field[Any, Any]


class SaveOptions(TypedDict, total=False):
    """What `Model.save` may be told; for models that work something out before they are stored."""

    force_insert: bool | tuple[ModelBase, ...]
    force_update: bool
    using: str | None
    update_fields: Iterable[str] | None
