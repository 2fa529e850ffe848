"""What a search may find: public pages of a kind, of a language, of days; in parts of time.

What PostgreSQL is asked for these is compiled once for each shape, not for each question.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final

from django.db import models
from django.db.models.expressions import RawSQL
from django.utils import timezone

from portal.kit.postgres.keys import KeyAmong, array_of
from portal.kit.postgres.prepared import Prepared, PreparedText
from portal.kit.postgres.statements import Value
from portal.publishing.models import Publication, PublicationQuerySet
from portal.search.kept import Kept

type Rows = PublicationQuerySet[Publication]
type Shape = tuple[tuple[str, type], ...]

NEWEST_ROWS: Final = 5_000
LONGER: Final = 10
MAX_PERIODS: Final = 60


@dataclass(frozen=True, slots=True)
class Scope:
    """The pages among which is searched; what is None bounds nothing."""

    kind: str | None = None
    since: date | None = None
    until: date | None = None
    language: str | None = None

    def rows(self) -> Rows:
        """Return the pages as a queryset."""
        return _rows(timezone.now(), **self.values())

    def keys(self, tsquery: str) -> tuple[str, list[object]]:
        """Return the statement, and its parameters, for keys of pages that fit a question."""
        values = self.values()
        return _keys(shape_of(values))(at=timezone.now(), tsquery=tsquery, **values)

    def bounds(self) -> str:
        """Return itself as lexemes of the index, so that a common word costs little."""
        bounds = [f"'k:{self.kind}'"] if self.kind and self.kind.isalnum() else []
        if self.language == "en":
            bounds.append("'l:en'")
        if self.since:
            today = timezone.localdate()
            end = max(self.since, min(self.until or today, today))
            bounds.append(period_tsquery(self.since, end))
        return "".join(f" & {bound}" for bound in bounds)

    def stretches(self) -> list[str]:
        """Return conditions for the newest rows, a longer stretch, and (empty) everything."""
        if self.since or self.until:
            return _stretches(self.rows())
        return _kept_stretches().get(self, lambda: _stretches(self.rows()))

    def values(self) -> dict[str, Value]:
        """Return what bounds the pages, by its name."""
        found: dict[str, Value | None] = {
            "kind": self.kind,
            "language": self.language,
            "since": _moment(self.since, time.min),
            "until": _moment(self.until, time.max),
        }
        return {name: value for name, value in found.items() if value}


def shape_of(values: Mapping[str, Value]) -> Shape:
    """Return what a statement that is compiled once is compiled for."""
    return tuple((name, type(value)) for name, value in values.items())


def pages_of(keys: list[int]) -> list[Publication]:
    """Return the pages that are public in this order."""
    if not keys:
        return []
    found = {page.pk: page for page in _pages(at=timezone.now(), keys=array_of(keys))}
    return [found[key] for key in keys if key in found]


def period_tsquery(start: date, end: date) -> str:
    """Return the days, months or years of a period, in the coarsest way that stays short."""
    days = (end - start).days
    if days < MAX_PERIODS:
        names = [f"d:{start + timedelta(days=day):%Y-%m-%d}" for day in range(days + 1)]
    else:
        first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
        if last - first < MAX_PERIODS:
            names = [f"m:{at // 12}-{at % 12 + 1:02}" for at in range(first, last + 1)]
        else:
            names = [f"y:{year}" for year in range(start.year, end.year + 1)][-MAX_PERIODS:]
    return f"({' | '.join(f"'{name}'" for name in names)})"


def matches(tsquery: str) -> RawSQL:
    """Return the condition that a publication's vector fits a question in PostgreSQL's own form."""
    return RawSQL(
        '"publishing_publication"."search_vector" @@ %s::tsquery',
        (tsquery,),
        output_field=models.BooleanField(),
    )


# What bounds pages, by the lookup that says so; `Scope.keys` and others compile them in.
BOUNDS: Final = {
    "kind": "kind",
    "language": "language",
    "since": "published_at__gte",
    "until": "published_at__lte",
}


def _rows(at: datetime, **values: Value) -> Rows:
    rows: Rows = Publication.objects.public(at)
    return rows.filter(**{BOUNDS[name]: value for name, value in values.items()})


@cache
def _keys(shape: Shape) -> PreparedText:
    """Return the statement for keys of pages that are bounded by what is named."""

    def build(*, at: Any, tsquery: Any, **values: Any) -> models.QuerySet[Any, Any]:
        return _rows(at, **values).filter(matches(tsquery)).order_by().values("pk")

    return PreparedText(build, at=datetime, tsquery=str, **dict(shape))


def _public_pages(keys: str, at: datetime) -> Rows:
    return Publication.objects.public(at).filter(KeyAmong(keys))


_pages = Prepared(_public_pages, keys=str, at=datetime)


def _moment(day: date | None, at: time) -> datetime | None:
    return datetime.combine(day, at, timezone.get_current_timezone()) if day else None


def _stretches(rows: Rows) -> list[str]:
    moments = rows.newest().values_list("published_at", flat=True)
    oldest_of_newest = moments[NEWEST_ROWS : NEWEST_ROWS + 1].first()
    if oldest_of_newest is None:
        return [""]
    newest = timezone.localdate(moments.first())
    start = timezone.localdate(oldest_of_newest)
    earlier = newest - LONGER * max(newest - start, timedelta(days=1))
    return [period_tsquery(start, newest), period_tsquery(earlier, newest), ""]


@cache
def _kept_stretches() -> Kept[list[str]]:
    return Kept()
