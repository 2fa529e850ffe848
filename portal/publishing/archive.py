"""The archive of a kind: its addresses, and in which months something public appeared."""

from datetime import datetime

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils import timezone

from portal.publishing.models import Publication


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
    """The first moment of a year or month and the first moment after it, in the site's time zone.

    Raises ValueError for a year or month that no calendar has.
    """
    zone = timezone.get_current_timezone()
    start = datetime(year, month or 1, 1, tzinfo=zone)
    if month is None or month == 12:
        return start, datetime(year + 1, 1, 1, tzinfo=zone)
    return start, datetime(year, month + 1, 1, tzinfo=zone)


def months_of(kind: str) -> list[tuple[int, list[int]]]:
    """Years with their months in which something public of this kind appeared, newest first.

    One query that jumps from month to month along the index, so that a million rows cost what a
    thousand do: DISTINCT would read them all.
    """
    newest = Publication.objects.public().filter(kind=kind).newest().values("published_at")
    before = newest.filter(published_at__lt=RawSQL("months.start", ()))
    first_sql, first_params = newest[:1].query.sql_with_params()
    next_sql, next_params = before[:1].query.sql_with_params()
    zone = timezone.get_current_timezone_name()
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
    return list(years.items())
