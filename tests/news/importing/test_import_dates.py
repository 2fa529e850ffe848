"""Times as files have them: what is understood, and as which moment."""

from datetime import UTC, datetime

import pytest

from news.importing.dates import read_iso, read_us
from news.importing.jsonl import LineError


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2007-02-01T10:27:14+07:00", datetime(2007, 2, 1, 3, 27, 14, tzinfo=UTC)),
        ("2007-02-01T03:27:14Z", datetime(2007, 2, 1, 3, 27, 14, tzinfo=UTC)),
        (" 2007-02-01 10:27+07:00 ", datetime(2007, 2, 1, 3, 27, tzinfo=UTC)),
    ],
)
def test_it_reads_iso_times_with_an_offset(text: str, moment: datetime) -> None:
    assert read_iso(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2/1/2007 10:27:14 AM", datetime(2007, 2, 1, 3, 27, 14, tzinfo=UTC)),
        ("1/2/2007 10:27:14 AM", datetime(2007, 1, 2, 3, 27, 14, tzinfo=UTC)),
        ("12/31/2006 11:59:59 PM", datetime(2006, 12, 31, 16, 59, 59, tzinfo=UTC)),
        ("2/1/2007 12:05:00 AM", datetime(2007, 1, 31, 17, 5, tzinfo=UTC)),
        ("2/1/2007 12:05 pm", datetime(2007, 2, 1, 5, 5, tzinfo=UTC)),
        ("02/01/2007 17:30", datetime(2007, 2, 1, 10, 30, tzinfo=UTC)),
        ("2007-02-01T10:27:14+07:00", datetime(2007, 2, 1, 3, 27, 14, tzinfo=UTC)),
    ],
)
def test_it_reads_american_times_by_viet_nams_clock(text: str, moment: datetime) -> None:
    assert read_us(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "30/01/2007 10:27:14 AM",
        "2/30/2007 10:27:14 AM",
        "2/1/2007 13:27:14 AM",
        "2/1/2007 0:27:14 AM",
        "2/1/2007 25:00",
        "2/1/07 10:27:14 AM",
        "2/1/2007",
        "1/1/0001 12:00:00 AM",
        "٢/1/2007 10:27:14 AM",
        "Thu",
        "",
    ],
)
def test_it_refuses_american_times_that_no_calendar_or_clock_has(text: str) -> None:
    with pytest.raises(LineError):
        read_us(text)


@pytest.mark.parametrize(
    "text", ["", "2007", "2007-02-30T00:00:00Z", "2007-02-01", "2007-02-01T10"]
)
def test_it_refuses_iso_times_that_say_no_moment(text: str) -> None:
    with pytest.raises(LineError):
        read_iso(text)
