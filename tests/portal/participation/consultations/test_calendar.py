"""The last day to comment, in people's own calendars."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from portal.publishing.models import State
from portal.publishing.services import save
from tests.portal.participation.consultations.builders import consultation

pytestmark = pytest.mark.django_db
ADDRESS = "/gop-y/lich.ics"


def entries(client) -> dict[str, tuple[date, date]]:
    calendar = Calendar.from_ical(client.get(ADDRESS).content)
    return {
        str(entry["summary"]): (entry["dtstart"].dt, entry["dtend"].dt)
        for entry in calendar.walk("VEVENT")
    }


def test_it_has_the_last_day_of_each_public_consultation(client):
    today = timezone.localdate()
    consultation("Quy chế mạng", closes_on=today + timedelta(days=3))
    consultation("Kín", state=State.DRAFT)
    third, fourth = today + timedelta(days=3), today + timedelta(days=4)
    assert entries(client) == {"Hạn cuối góp ý: Quy chế mạng": (third, fourth)}


def test_one_without_an_end_of_before_the_forms_had_bounds_stops_no_calendar(client):
    consultation("Vô thời hạn", closes_on=date.max)
    assert entries(client) == {"Hạn cuối góp ý: Vô thời hạn": (date.max, date.max)}


def test_the_list_offers_it_to_telephones_and_to_programs(client, settings):
    page = client.get("/gop-y/").text
    assert f'href="{ADDRESS}"' in page
    assert f'href="webcal://{settings.SITE_URL.partition("://")[2]}{ADDRESS}"' in page


def test_a_day_that_was_put_off_moves_the_same_entry(client):
    page = consultation()
    before = Calendar.from_ical(client.get(ADDRESS).content).walk("VEVENT")[0]
    page.closes_on += timedelta(days=5)
    save(page, by=None)
    after = Calendar.from_ical(client.get(ADDRESS).content).walk("VEVENT")[0]
    assert after["uid"] == before["uid"]
    assert after["dtstart"].dt == before["dtstart"].dt + timedelta(days=5)
    assert after["sequence"] > before["sequence"]


def test_who_has_it_is_told_that_nothing_has_changed(client):
    consultation()
    first = client.get(ADDRESS)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    known = {"If-None-Match": first["ETag"]}
    assert client.get(ADDRESS, headers=known).status_code == 304
    consultation("Dự thảo khác")
    assert client.get(ADDRESS, headers=known).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_as_many_queries_however_many_there_are(client, django_assert_num_queries, count):
    for number in range(count):
        consultation(f"Dự thảo {number}")
    with django_assert_num_queries(2):
        client.get(ADDRESS)


def test_the_list_leads_to_it(client):
    assert f'href="{ADDRESS}"' in client.get("/gop-y/").text
