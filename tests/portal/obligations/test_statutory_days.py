"""Days of Tết and of the Hùng Kings are known before anybody writes them."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.audit.models import AuditEntry
from portal.obligations.holidays import years_without_tet
from portal.obligations.lunar import hung_kings, new_year
from portal.obligations.models import DayKind, SpecialDay
from portal.obligations.statutory import SOURCE, statutory_days
from tests import builders
from tests.portal.obligations.builders import tet

# 1985 and 2007 are years in which Hà Nội and Beijing do not begin the year on one day.
NEW_YEARS = {
    1985: (1, 21),
    2000: (2, 5),
    2007: (2, 17),
    2015: (2, 19),
    2020: (1, 25),
    2023: (1, 22),
    2026: (2, 17),
    2027: (2, 6),
    2030: (2, 2),
    2034: (2, 19),
}


@pytest.mark.parametrize(("year", "day"), NEW_YEARS.items())
def test_the_lunar_year_begins_on_its_day_of_hanoi(year, day):
    assert new_year(year) == date(year, *day)


def test_a_leap_month_moves_the_day_of_the_hung_kings():
    # 2023 had a second February of the moon.
    assert [hung_kings(year) for year in (2023, 2024, 2026)] == [
        date(2023, 4, 29),
        date(2024, 4, 18),
        date(2026, 4, 26),
    ]


def test_a_weekend_among_the_days_is_taken_after_them():
    found = [(off.day.day, off.kind) for off in statutory_days(2027) if off.kind == DayKind.TET]
    assert [day for day, _kind in found] == [5, 6, 7, 8, 9, 10, 11]


@pytest.mark.django_db
def test_a_new_site_knows_tet_of_the_current_years_with_the_source():
    assert years_without_tet(date(2026, 11, 27)) == []
    first = SpecialDay.objects.get(day=date(2027, 2, 6))
    assert (first.kind, first.source) == (DayKind.TET, SOURCE)
    written = SpecialDay.objects.filter(every_year=False, day__year__in=(2026, 2027))
    expected = {off.day for year in (2026, 2027) for off in statutory_days(year)}
    assert set(written.values_list("day", flat=True)) == expected


@pytest.mark.django_db
def test_the_command_writes_a_year_once_and_the_record_says_so():
    output = StringIO()
    call_command("add_holidays", "2030", stdout=output)
    assert output.getvalue().startswith("01/02/2030 · Tết Nguyên đán\n")
    assert SOURCE in output.getvalue()
    before = SpecialDay.objects.count()
    assert AuditEntry.objects.filter(subject_label="obligations.specialday").count() == len(
        statutory_days(2030)
    )
    call_command("add_holidays", "2030", stdout=(again := StringIO()))
    assert "2030" in again.getvalue()
    assert SpecialDay.objects.count() == before


@pytest.mark.django_db
def test_days_that_come_every_year_are_listed_first_and_called_so(client):
    client.force_login(builders.editor())
    rows = client.get("/admin/portal/specialday/").context["cl"].result_list
    repeating = [each.every_year for each in rows]
    assert repeating == sorted(repeating, reverse=True)
    text = client.get("/admin/portal/specialday/?every_year__exact=1").text
    day = SpecialDay.objects.filter(every_year=True).earliest("day").day
    assert f"{day:%d/%m} hằng năm, từ {day.year}" in text


@pytest.mark.django_db
def test_days_that_were_announced_stay_as_they_are():
    tet(date(2031, 1, 20))
    call_command("add_holidays", "2031", stdout=StringIO())
    found = SpecialDay.objects.filter(day__year=2031, kind=DayKind.TET)
    assert [each.day for each in found] == [date(2031, 1, 20)]


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["1989", "2101", "-1"])
def test_a_year_that_no_calendar_has_is_refused(year):
    with pytest.raises(CommandError, match="2100"):
        call_command("add_holidays", "--", "2029", year, stdout=StringIO())
    assert not SpecialDay.objects.filter(day__year=2029).exists()
