"""The data sets that are open to everybody: each area lists its own, settings name the lists."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from operator import itemgetter
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.exchange.datafiles.facts import CHANGED
from portal.exchange.datafiles.options import CONTENT_TYPES, beside
from portal.exchange.datafiles.reading import cells_of, fields_of
from portal.exchange.datafiles.tables import Cells, Column, Dataset, Words

# The column that names a row in addresses; it is the first one of every first table.
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
    # All of it, as its files hold it; the first table has a row for each of `queryset`.
    dataset: Callable[[], Dataset]
    # The public rows and no others.
    queryset: Callable[[], QuerySet[Any]]
    # How some of them become cells, where the first table's columns do not read it from fields.
    rows: Callable[[Any], Iterable[Cells]] | None = None
    # Of its columns: 1.1 when some were added, 2.0 when one went or means something else.
    version: str = "1.0"
    # The field of `queryset` that says what time the rows are about.
    about_time: str = ""
    # The view of its files (it takes `extension`) where they stand beside another page.
    files: str = ""
    # The same for forms that this set alone has: label, view, media type.
    more_files: tuple[tuple[str, str, str], ...] = ()
    # Pages of this list that have data of their own, with files beside each; the newest first.
    members: Callable[[], Iterable[Dataset]] = tuple

    @property
    def path(self) -> str:
        """Return the address of its page in the catalogue."""
        return reverse("opendata:set", args=[self.slug])

    @property
    def rows_path(self) -> str:
        """Return the address of its rows as JSON in pages."""
        return reverse("opendata:rows", args=[self.slug])

    def file_path(self, extension: str) -> str:
        if self.files:
            return reverse(self.files, kwargs={"extension": extension})
        return beside(self.path, extension)

    def downloads(self) -> list[Download]:
        """Return its files, in every form."""
        usual = [
            Download(extension.upper(), self.file_path(extension), media_type)
            for extension, media_type in CONTENT_TYPES.items()
        ]
        return usual + [
            Download(label, reverse(view), media_type)
            for label, view, media_type in self.more_files
        ]

    def cells(self, keys: list[int]) -> list[Cells]:
        """Return the cells of the public rows with these ids, in the order of the ids."""
        rows, (_name, columns) = self.queryset().filter(pk__in=keys), first_table(self.slug)
        if self.rows is not None:
            return sorted(self.rows(rows), key=itemgetter(0))
        records = list(rows.order_by("pk").values(*fields_of(columns)))
        return list(cells_of(records, columns))

    def span(self) -> tuple[str, str] | None:
        """Return the first and the last day (or year) that the rows are about."""
        if not self.about_time:
            return None
        times = self.queryset().values_list(self.about_time, flat=True)
        # Two reads of an index; MIN and MAX would read every row.
        first = times.order_by(self.about_time).first()
        if first is None:
            return None
        last = times.order_by(f"-{self.about_time}").first()
        return _day(first), _day(last)


def member_downloads(data: Dataset) -> list[Download]:
    """Return the files beside a page that has data of its own."""
    return [
        Download(extension.upper(), beside(data.address, extension), media_type)
        for extension, media_type in CONTENT_TYPES.items()
    ]


def changed_at(data: Dataset) -> datetime | None:
    """Return when the data last changed, as their facts say."""
    values = (fact.value for fact in data.facts if fact.column.name == CHANGED.name)
    return next(values, None)


@cache
def open_sets() -> dict[str, OpenSet]:
    """Return all data sets of the site by their slugs, in the order of the settings."""
    sets = [each for path in settings.OPEN_DATA for each in import_string(path)]
    return {each.slug: each for each in sets}


def row_counts() -> dict[str, int]:
    """Return how many rows each set has, by its slug; one query."""
    counts = [
        each.queryset()
        .order_by()
        .values(of_set=Value(slug))
        .annotate(rows=Count("pk"))
        .values_list("of_set", "rows")
        for slug, each in open_sets().items()
    ]
    return dict(counts[0].union(*counts[1:], all=True))


@cache  # The code of a running process does not change.
def first_table(slug: str) -> tuple[str, tuple[Column, ...]]:
    """Return name and columns of the first table of a set, without a query after the first time."""
    table = open_sets()[slug].dataset().tables[0]
    return table.name, table.columns


def _day(value: object) -> str:
    if isinstance(value, datetime):
        return timezone.localdate(value).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
