"""A forum's slot from the request to the calendar, each person in a browser of their own."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import Page, expect

from enterprises.events.models import Event
from portal.publishing import workflow
from portal.publishing.models import State
from tests.browser.people import open_tile, send, sign_in
from tests.browser.serving import committed
from tests.enterprises import builders

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("letters")]
BUDGET_SECONDS = 45
TOPIC = "Tổng đài cho cơ quan nhỏ"
AT_EIGHT = timezone.localtime().replace(hour=8, minute=0, second=0, microsecond=0)


@pytest.fixture
def forum() -> Iterator[Event]:
    made: list[Event] = []
    committed(lambda: made.append(_forum()))
    (page,) = made
    yield page
    # Else it would stand on the home page of others' stories.
    committed(lambda: workflow.transition(page, to=State.WITHDRAWN, by=None))


def _forum() -> Event:
    page = builders.event("Diễn đàn của câu chuyện", starts_at=AT_EIGHT + timedelta(days=9))
    for minutes in (30, 60):
        builders.slot(page, starts_at=page.starts_at + timedelta(minutes=minutes))
    return page


def entry_of(reader: Page, forum: Event):
    """The forum as a calendar program that has subscribed reads it."""
    body = reader.request.get("/su-kien/lich.ics").body()
    entries = Calendar.from_ical(body).walk("VEVENT")
    return next(each for each in entries if str(each["url"]).endswith(forum.path))


def grant(staff: Page, request_path: str, slot: str) -> None:
    staff.goto(request_path)
    choice = staff.locator("#id_slot option").filter(has_text=slot)
    staff.locator("#id_slot").select_option(value=choice.get_attribute("value"))
    staff.get_by_role("button", name="Lưu", exact=True).click()
    expect(staff.locator(".messagelist .success").first).to_be_visible()


def test_a_slot_is_asked_for_granted_and_moved_and_the_calendar_follows(someone, forum):
    clerk, staff, reader = someone(), someone(), someone()
    before = entry_of(reader, forum)
    sign_in(clerk, "dn-a")
    clerk.goto("/doanh-nghiep/cua-toi/")
    clerk.get_by_role("link", name="Diễn đàn của câu chuyện", exact=True).click()
    clerk.get_by_role("link", name="Đăng ký suất trình bày").click()
    clerk.get_by_label("Chủ đề trình bày").fill(TOPIC)
    send(clerk, "Gửi yêu cầu")
    expect(clerk.locator("main")).to_contain_text("chờ trả lời")

    sign_in(staff, "duyet")
    open_tile(staff, "Doanh nghiệp đăng ký trình bày")
    request_path = staff.get_by_role("link", name=TOPIC).get_attribute("href")
    grant(staff, request_path, "08:30")
    reader.goto(forum.path)
    expect(reader.locator("main")).to_contain_text(f"08:30–08:45 {TOPIC}")
    granted = entry_of(reader, forum)
    assert granted["uid"] == before["uid"]
    assert granted["sequence"] > before["sequence"]
    assert f"08:30 {TOPIC}" in granted["description"]

    grant(staff, request_path, "09:00")
    clerk.reload()
    expect(clerk.locator("main")).to_contain_text("09:00")
    reader.reload()
    expect(reader.locator("main")).to_contain_text(f"09:00–09:15 {TOPIC}")
    moved = entry_of(reader, forum)
    assert moved["sequence"] > granted["sequence"]
    assert f"09:00 {TOPIC}" in moved["description"]
    subjects = [letter.subject for letter in mail.outbox if "dn-a" in letter.to[0]]
    assert ["nhận" in subjects[0], "dời" in subjects[1]] == [True, True]
