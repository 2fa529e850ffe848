"""The archive of a kind: its addresses, and in which months something public appeared."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any, Final

from django.db import connection
from django.db.models import Case, F, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Least, TruncMonth
from django.utils import timezone

from portal.kit.postgres.prepared import PreparedText
from portal.kit.samples import sample_rule
from portal.publishing.models import Publication, PublicationQuerySet, State, Transition
from portal.publishing.models.kinds import kinds

# By the words of an index.
_IS_TAKEN_AWAY: Final = ~Q(state=State.PUBLISHED) & Q(live_number__isnull=False)
_NEXT_MONTH: Final = "(months.start + interval '1 month') AT TIME ZONE %s"


class FourDigitYear:
    """A year in an address: always four digits."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class TwoDigitMonth(FourDigitYear):
    """A month in an address: always two digits."""

    regex = "0[1-9]|1[0-2]"

    def to_url(self, value: int) -> str:
        return f"{value:02}"


def span_of(year: int, month: int | None = None) -> tuple[datetime, datetime]:
    """Return the first moment of a year or month and the first one after it.

    Both are in the site's time zone.

    Raises ValueError for a year or month that no calendar has.
    """
    zone = timezone.get_current_timezone()
    start = datetime(year, month or 1, 1, tzinfo=zone)
    if month is None or month == 12:
        return start, datetime(year + 1, 1, 1, tzinfo=zone)
    return start, datetime(year, month + 1, 1, tzinfo=zone)


def months_of(kind: str) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Years with their months in which something public of this kind appeared, newest first.

    One query that jumps from month to month along the index, so that a million rows cost what a
    thousand do: DISTINCT would read them all.
    """
    newest = Publication.objects.public().filter(kind=kind).newest().values("published_at")
    before = newest.filter(published_at__lt=RawSQL("months.start", ()))
    first_sql, first_params = newest[:1].query.sql_with_params()
    next_sql, next_params = before[:1].query.sql_with_params()
    zone = _zone()
    sql = f"""
        WITH RECURSIVE months (start) AS (
            SELECT date_trunc('month', first.published_at, %s) FROM ({first_sql}) AS first
            UNION ALL
            SELECT (
                SELECT date_trunc('month', earlier.published_at, %s) FROM ({next_sql}) AS earlier
            )
            FROM months WHERE months.start IS NOT NULL
        )
        SELECT start FROM months WHERE start IS NOT NULL
    """  # noqa: S608  # made of Django's own SQL and of constants
    with connection.cursor() as cursor:
        cursor.execute(sql, [zone, *first_params, zone, *next_params])
        starts = [timezone.localtime(start) for (start,) in cursor.fetchall()]
    years: dict[int, list[int]] = {}
    for start in starts:
        years.setdefault(start.year, []).append(start.month)
    return tuple((year, tuple(months)) for year, months in years.items())


def changes_by_month() -> list[tuple[str, datetime, datetime]]:
    """Return each kind and month with something public, newest first, and its last change.

    That a page of it went is a change, too.
    """
    gone = _gone_by_month()
    return [
        (kind, start, max(changed, gone.get((kind, start.year, start.month), changed)))
        for kind, start, changed in _public_changes_by_month()
    ]


def _gone_by_month() -> dict[tuple[str, int, int], datetime]:
    """Return when a page of each kind and month last went that readers had seen; one query.

    It reads all of these, which are few.
    """
    now = timezone.now()
    has_ended = Q(expires_at__lte=now) | Q(lapses_at__lte=now)
    ends_by_itself = When(state=State.PUBLISHED, then=Least("expires_at", "lapses_at"))
    gone_at = Case(ends_by_itself, default=_taken_away_at())
    rows = Publication.objects.filter(
        sample_rule(), Q(state=State.PUBLISHED) & has_ended | _IS_TAKEN_AWAY, published_at__lte=now
    )
    months = rows.order_by().values_list("kind", TruncMonth("published_at"))
    found = months.annotate(at=Max(gone_at))
    return {(kind, start.year, start.month): at for kind, start, at in found if at is not None}


def _public_changes_by_month() -> list[tuple[str, datetime, datetime]]:
    """Return the same of what is public.

    One query that jumps along the index like `months_of`, and to the last change of each month.
    """
    month, kind, start = TruncMonth("published_at"), _raw("months.kind"), _raw("months.start")
    public = Publication.objects.public().annotate(month=month).order_by("-month")
    before = public.filter(kind=kind, month__lt=start).values("month")
    inside = public.filter(kind=kind, month=start).order_by()
    parts = (
        public.filter(kind=_raw("kinds.kind")).values("month"),
        before,
        inside.order_by("-updated_at").values("updated_at"),
        # By another index, so without the month.
        Publication.objects.public()
        .filter(kind=kind, published_at__lt=_raw(_NEXT_MONTH, _zone()))
        .newest()
        .values("published_at"),
    )
    (first, next_, updated, published), params = _as_sql(part[:1] for part in parts)
    sql = f"""
        WITH RECURSIVE months (kind, start) AS (
            SELECT kinds.kind, ({first}) FROM unnest(%s) AS kinds (kind)
            UNION ALL
            SELECT months.kind, ({next_}) FROM months WHERE months.start IS NOT NULL
        )
        SELECT kind, start, greatest(({updated}), ({published}))
        FROM months WHERE start IS NOT NULL ORDER BY kind, start DESC
    """  # noqa: S608  # made of Django's own SQL and of constants
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params[0], list(kinds()), *params[1], *params[2], *params[3]])
        found: list[tuple[str, datetime, datetime]] = cursor.fetchall()
    return found


def last_changes(*names: str) -> dict[str, datetime]:
    """Return when something public of each kind, or of those named, last changed or went.

    Of kinds of which something is public; one query along the indexes.
    """
    at = timezone.now()
    parts = (part(at=at) for part in (_newest, _last_updated, _last_taken, _last_end, _last_lapse))
    (newest, updated, taken, end, lapse), all_params = zip(*parts, strict=True)
    of_newest, of_updated, *of_ends = all_params
    sql = f"""
        WITH found AS MATERIALIZED (
            SELECT kind, ({newest}) AS published, ({updated}) AS updated
            FROM unnest(%s) AS kinds (kind)
        )
        SELECT kind, greatest(published, updated, ({taken}), ({end}), ({lapse}))
        FROM found WHERE published IS NOT NULL
    """  # noqa: S608  # likewise
    params: list[Any] = [*of_newest, *of_updated, list(names or kinds()), *chain(*of_ends)]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return dict(cursor.fetchall())


def _were_put_out(at: datetime) -> PublicationQuerySet[Publication]:
    """Return the pages of a kind that readers see, or have seen until they ended by themselves."""
    rows = Publication.objects.filter(sample_rule(), state=State.PUBLISHED)
    return rows.exclude(published_at__gt=at).filter(kind=_raw("kinds.kind"))


def _taken_away_at() -> Subquery:
    """Return when a page was last taken away: whatever is written in it since, nobody sees."""
    steps = Transition.objects.endings().filter(publication_id=OuterRef("pk"))
    return Subquery(steps.order_by("-at").values("at")[:1])


def _taken_away(at: datetime) -> QuerySet[Publication, Any]:
    """Return when pages of a kind were taken away that readers had seen, newest first."""
    rows = Publication.objects.filter(_IS_TAKEN_AWAY, sample_rule(), kind=_raw("found.kind"))
    found: Any = rows.exclude(published_at__gt=at).annotate(taken_at=_taken_away_at())
    ordered = found.order_by(F("taken_at").desc(nulls_last=True))
    newest: QuerySet[Publication, Any] = ordered.values("taken_at")[:1]
    return newest


def _ended(field: str, at: datetime) -> QuerySet[Publication, Any]:
    """Return when pages of a kind ended by themselves after anything else changed, newest first."""
    rows = Publication.objects.filter(
        sample_rule(), state=State.PUBLISHED, kind=_raw("found.kind"), **{f"{field}__lte": at}
    )
    later = rows.filter(**{f"{field}__gt": _raw("greatest(found.published, found.updated)")})
    newest: QuerySet[Publication, Any] = later.order_by(f"-{field}").values(field)[:1]
    return newest


_newest: Final = PreparedText(
    lambda at: (
        Publication.objects.public(at)
        .filter(kind=_raw("kinds.kind"))
        .newest()
        .values("published_at")[:1]
    ),
    at=datetime,
)
_last_updated: Final = PreparedText(
    lambda at: _were_put_out(at).order_by("-updated_at").values("updated_at")[:1], at=datetime
)
_last_taken: Final = PreparedText(_taken_away, at=datetime)
_last_end: Final = PreparedText(lambda at: _ended("expires_at", at), at=datetime)
_last_lapse: Final = PreparedText(lambda at: _ended("lapses_at", at), at=datetime)


def _raw(sql: str, *params: str) -> RawSQL:
    return RawSQL(sql, params)  # noqa: S611  # constants of this file


def _zone() -> str:
    return timezone.get_current_timezone_name()


def _as_sql(parts: Iterable[QuerySet[Any, Any]]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the statements of querysets, and the parameters of each."""
    compiled = [part.query.sql_with_params() for part in parts]
    return [sql for sql, _params in compiled], [params for _sql, params in compiled]
