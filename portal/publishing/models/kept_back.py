"""Rich texts that are approved ahead of time: readers see none of them before their moment."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import QuerySet

from portal.media.richtext.fields import rich_fields
from portal.publishing.models.querysets import HEAVY_COLUMNS


class KeptBackMixin(models.Model):
    """A page keeps such a text back in whatever is made of it for readers."""

    COMPARED: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def kept_back(self) -> Collection[str]:
        """Return the names of the rich texts whose moment is yet to come."""
        return ()

    @classmethod
    def with_texts_for_later(cls, since: datetime) -> QuerySet[Any]:
        """Return the pages whose text has its moment after `since`."""
        model: Any = cls
        rows: QuerySet[Any] = model.objects.none()
        return rows

    def compared_now(self) -> list[str]:
        """Return what readers may compare of an earlier version today."""
        kept_back = self.kept_back()
        return [name for name in self.COMPARED if name not in kept_back]

    @classmethod
    def beside_body(cls, keys: Iterable[int]) -> dict[int, str]:
        """Return what readers see of each of these pages beside summary and body, as rich text.

        A search result shows a piece of it where the words that were searched stand there.
        """
        names = [name for name in rich_fields(cls) if name != "body"]
        model: Any = cls
        rows = model.objects.filter(pk__in=keys).defer(*HEAVY_COLUMNS) if names else ()
        return {row.pk: row._beside_body(names) for row in rows}

    def _beside_body(self, names: Iterable[str]) -> str:
        kept_back = self.kept_back()
        return "\n".join(getattr(self, name) for name in names if name not in kept_back)
