"""Publication times in files: ISO 8601, or the American format."""

import re
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from news.importing.jsonl import LineError, excerpt

# The clock of the old pages, whatever the server's settings say.
VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")
# Outside of these years a date is a slip of the pen (1/1/0001 is what old systems wrote for none).
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100

_AMERICAN: Final = re.compile(
    r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})"
    r"\s+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?:\s*(?P<half>[AP])\.?M\.?)?",
    re.IGNORECASE,
)


def read_iso(text: str) -> datetime:
    """Parse `2007-02-01T10:27:14+07:00`; raise LineError, also for a time without offset."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        hint = _(" (or --dates=us)") if _AMERICAN.fullmatch(text.strip()) else ""
        raise _wrong(text, "2007-02-01T10:27:14+07:00", hint) from error
    if moment.tzinfo is None:
        raise LineError(
            _("the time %(found)s has no offset; write it as in 2007-02-01T10:27:14+07:00")
            % {"found": excerpt(text)}
        )
    return _likely(moment, text)


def read_us(text: str) -> datetime:
    """Parse `2/1/2007 10:27:14 AM`, month first, in Việt Nam's time; raise LineError.

    A time that says its offset itself (ISO 8601) is understood as well.
    """
    found = _AMERICAN.fullmatch(text.strip())
    if found is None:
        if "T" in text:
            return read_iso(text)
        raise _wrong(text, "2/1/2007 10:27:14 AM")
    try:
        moment = _american(found, VIETNAM)
    except ValueError as error:
        raise _wrong(text, "2/1/2007 10:27:14 AM") from error
    return _likely(moment, text)


def _american(found: re.Match[str], zone: tzinfo) -> datetime:
    month, day, year, hour, minute, second = (
        int(found[name] or 0) for name in ("month", "day", "year", "hour", "minute", "second")
    )
    if half := found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("A half of the day has twelve hours.")
        # Twelve stands for zero: 12:05 AM is five past midnight.
        hour = hour % 12 + (12 if half.upper() == "P" else 0)
    return datetime(year, month, day, hour, minute, second, tzinfo=zone)


def _likely(moment: datetime, text: str) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise LineError(
            _("the year of %(found)s is not between %(first)d and %(last)d")
            % {"found": excerpt(text), "first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return moment


def _wrong(text: str, right: str, hint: str = "") -> LineError:
    return LineError(
        _("the time %(found)s cannot be read; write it as in %(right)s")
        % {"found": excerpt(text), "right": right}
        + hint
    )


DATES: Final[dict[str, Callable[[str], datetime]]] = {"iso": read_iso, "us": read_us}
