"""The demo's events are what the report of 2007 says of them, and no more."""

import re

import pytest
from django.core.management import call_command
from icalendar import Calendar

from enterprises.demo.events import REPORT
from enterprises.events.models import Event, EventSeries
from news.articles.models import Article
from portal.publishing.services import save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_the_series_quote_the_report_and_no_meeting_of_theirs_is_invented(client):
    report = Article.objects.get(path=REPORT).body
    for series in EventSeries.objects.all():
        (quoted,) = re.findall("“(.+?)”", series.description)
        assert quoted in report
        assert series.events.count() == 0
        assert quoted in client.get(series.get_absolute_url()).text
    assert EventSeries.objects.count() == 2


def test_the_two_meetings_tell_no_hour_and_no_place_and_lead_to_the_report(client):
    for event in Event.objects.all():
        page = client.get(event.path).text
        assert f'href="{REPORT}"' in page
        assert (event.place, event.precision == "hour", event.is_sample) == ("", False, False)
    assert set(Event.objects.values_list("starts_at__year", flat=True)) == {2006, 2007}


def test_the_conference_is_a_whole_day_in_the_calendar(client):
    calendar = Calendar.from_ical(client.get("/su-kien/lich.ics").content)
    (entry,) = calendar.walk("VEVENT")
    assert f"{entry.decoded('dtstart'):%d/%m/%Y}" == "30/01/2007"


def test_what_editors_wrote_stays(client):
    event = Event.objects.get(starts_at__year=2007)
    event.place = "Hội trường"
    save(event, by=None)
    EventSeries.objects.update(description="Lời của biên tập viên.")
    call_command("load_demo", "--no-year", verbosity=0)
    assert Event.objects.get(starts_at__year=2007).place == "Hội trường"
    assert set(EventSeries.objects.values_list("description", flat=True)) == {
        "Lời của biên tập viên."
    }
