"""The data sets that are open to everybody: each app lists its own, settings name the lists."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.exchange.datafiles.facts import CHANGED
from portal.exchange.datafiles.formats import CONTENT_TYPES, beside
from portal.exchange.datafiles.tables import Cells, Column, Dataset, Words

# What may be asked for one by one and in pages is told apart by this, in every first table.
ID: Final = "id"


@dataclass(frozen=True, slots=True)
class Download:
    """A file of a data set."""

    label: str
    address: str
    media_type: str


@dataclass(frozen=True, slots=True)
class OpenSet:
    """A data set: what it is, its rows as anybody may read them, and where its files stand."""

    slug: str
    title: Words
    description: Words
    # All of it, as its files hold it; the first table has a row for each of `found`.
    whole: Callable[[], Dataset]
    # The public rows and no others, and how some of them become cells of the first table.
    found: Callable[[], QuerySet[Any]]
    cells: Callable[[Any], Iterable[Cells]]
    # Of its columns: 1.1 when some were added, 2.0 when one went or means something else.
    version: str = "1.0"
    # The field of `found` that says what time the rows are about.
    about_time: str = ""
    # The view of its files (it takes `extension`) where they stand beside another page.
    files: str = ""
    # The same for forms that this set alone has: label, view, media type.
    more_files: tuple[tuple[str, str, str], ...] = ()
    # Pages of this list that have data of their own, with files beside each.
    members: Callable[[], Iterable[Dataset]] = tuple

    @property
    def path(self) -> str:
        """The address of its page in the catalogue."""
        return reverse("opendata:set", args=[self.slug])

    @property
    def rows_path(self) -> str:
        """The address of its rows as JSON in pages."""
        return reverse("opendata:rows", args=[self.slug])

    def file_path(self, extension: str) -> str:
        if self.files:
            return reverse(self.files, kwargs={"extension": extension})
        return beside(self.path, extension)

    def downloads(self) -> list[Download]:
        """Its files, in every form."""
        usual = [
            Download(extension.upper(), self.file_path(extension), media_type)
            for extension, media_type in CONTENT_TYPES.items()
        ]
        return usual + [
            Download(label, reverse(view), media_type)
            for label, view, media_type in self.more_files
        ]

    def span(self) -> tuple[str, str] | None:
        """The first and the last day (or year) that the rows are about."""
        if not self.about_time:
            return None
        times = self.found().values_list(self.about_time, flat=True)
        # Two looks into an index; MIN and MAX would read every row.
        first = times.order_by(self.about_time).first()
        if first is None:
            return None
        last = times.order_by(f"-{self.about_time}").first()
        return _day(first), _day(last)


def member_downloads(data: Dataset) -> list[Download]:
    """The files beside a page that has data of its own."""
    return [
        Download(extension.upper(), beside(data.address, extension), media_type)
        for extension, media_type in CONTENT_TYPES.items()
    ]


def changed_at(data: Dataset) -> datetime | None:
    """When the data last changed, as they say themselves."""
    told = {fact.column.name: fact.value for fact in data.facts}
    changed: datetime | None = told.get(CHANGED.name)
    return changed


@cache
def open_sets() -> dict[str, OpenSet]:
    """All data sets of the site by their slugs, in the order of the settings."""
    listed = [each for path in settings.OPEN_DATA for each in import_string(path)]
    return {each.slug: each for each in listed}


@cache  # The code of a running process does not change.
def first_table(slug: str) -> tuple[str, tuple[Column, ...]]:
    """Name and columns of the first table of a set: who needs no more asks none of its rows."""
    table = open_sets()[slug].whole().tables[0]
    return table.name, table.columns


def _day(value: Any) -> str:
    if isinstance(value, datetime):
        return timezone.localdate(value).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
