"""The public pages of events: what comes, what was, one meeting, one series."""

import json
from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.utils import timezone

from enterprises.events import views
from enterprises.events.filters import EventFilter
from enterprises.events.models import AgendaItem, Event, EventStatus, Occasion, SlotRequest
from portal.publishing import workflow
from portal.publishing.models import State, Topic
from portal.publishing.services import save
from tests import builders
from tests.enterprises.builders import (
    enterprise,
    event,
    product,
    representative,
    series,
    signed_in,
    slot,
)
from tests.markup import words

pytestmark = pytest.mark.django_db

HUE = timezone.get_default_timezone()
AT = datetime(2007, 1, 30, 8, 0, tzinfo=HUE)


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def titles(client, address, heading):
    """The events under a heading of the list, in their order."""
    page = soup(client.get(address))
    section = page.find(id=heading)
    return [link.get_text() for link in section.parent.select("li a")] if section else []


def data_of(client, page):
    script = soup(client.get(page.path)).find("script", type="application/ld+json")
    return json.loads(script.string)


def test_what_comes_stands_before_what_was_each_in_its_order(client):
    now = timezone.now()
    event("Sau", starts_at=now + timedelta(days=9))
    event("Trước", starts_at=now + timedelta(days=2))
    event("Năm ngoái", starts_at=now - timedelta(days=300))
    event("Tháng trước", starts_at=now - timedelta(days=40))
    assert titles(client, "/su-kien/", "sap-toi") == ["Trước", "Sau"]
    assert titles(client, "/su-kien/", "da-qua") == ["Tháng trước", "Năm ngoái"]


def test_an_event_of_today_still_comes_and_one_of_many_days_goes_on(client):
    now = timezone.now()
    event("Hôm nay", starts_at=timezone.localtime(now).replace(hour=0, minute=1))
    event("Nhiều ngày", starts_at=now - timedelta(days=3), ends_at=now + timedelta(days=1))
    assert titles(client, "/su-kien/", "sap-toi") == ["Nhiều ngày", "Hôm nay"]
    assert titles(client, "/su-kien/", "da-qua") == []


def test_an_event_of_a_year_comes_until_the_year_is_over():
    year = datetime(2007, 1, 1, tzinfo=HUE)
    diary = {"Năm nay": year, "Năm sau": year.replace(year=2008)}
    for title, starts_at in diary.items():
        event(title, starts_at=starts_at, precision="year")
    event("Đã họp", starts_at=year, precision="year", status=EventStatus.HELD)
    event("Tết", starts_at=year, precision="day")
    event("Tháng Ba", starts_at=year.replace(month=3), ends_at=year.replace(month=3, day=2))
    event("Tháng Chạp", starts_at=year.replace(month=12))
    for day, coming, past in (
        ((2007, 2, 1), ["Tháng Ba", "Tháng Chạp", "Năm nay", "Năm sau"], {"Tết", "Đã họp"}),
        ((2007, 12, 31), ["Năm nay", "Năm sau"], {"Tháng Chạp", "Tháng Ba", "Tết", "Đã họp"}),
        ((2008, 1, 1), ["Năm sau"], {"Tháng Chạp", "Tháng Ba", "Tết", "Đã họp", "Năm nay"}),
    ):
        at = datetime(*day, 9, tzinfo=HUE)
        assert [each.title for each in Event.objects.coming(at)] == coming, at
        assert {each.title for each in Event.objects.past(at)} == past, at


def test_an_event_of_this_year_is_not_over_and_stands_on_the_desk(client):
    year = timezone.localtime().replace(month=1, day=1, hour=0, minute=0)
    page = event("Diễn đàn", starts_at=year, precision="year", online_url="https://hop.example/x")
    of_before = event("Năm ngoái", starts_at=year - timedelta(days=1), precision="year")
    assert not page.is_over
    assert of_before.is_over
    assert titles(client, "/su-kien/", "sap-toi") == ["Diễn đàn"]
    assert "Doanh nghiệp đăng ký sẽ nhận được đường dẫn." in client.get(page.path).text
    somebody = signed_in(representative(enterprise()))
    assert "Diễn đàn" in somebody.get("/doanh-nghiep/cua-toi/").text


def test_an_event_that_is_not_public_is_nowhere(client):
    hidden = event("Kín", state=State.DRAFT, series=series())
    for address in ("/su-kien/", hidden.series.get_absolute_url(), "/"):
        assert "Kín" not in client.get(address).text
    assert client.get(hidden.path).status_code == 404


def test_crawlers_hear_of_each_series(client):
    text = client.get("/sitemap-trang.xml").text
    assert "/su-kien/loat/" not in text
    monthly = series()
    text = client.get("/sitemap-trang.xml").text
    assert f"{monthly.get_absolute_url()}</loc>" in text


def test_the_list_is_narrowed_down_by_series_kind_and_year(client):
    monthly = series()
    event("Của loạt", series=monthly, starts_at=AT)
    event("Hội nghị", occasion=Occasion.CONFERENCE, starts_at=AT.replace(year=2006))
    event("Năm 2007", occasion=Occasion.OTHER, starts_at=AT)
    past = [f"/su-kien/?{query}" for query in (f"loat={monthly.slug}", "loai=conference")]
    assert titles(client, past[0], "da-qua") == ["Của loạt"]
    assert titles(client, past[1], "da-qua") == ["Hội nghị"]
    assert set(titles(client, "/su-kien/?nam=2007", "da-qua")) == {"Của loạt", "Năm 2007"}
    assert len(titles(client, "/su-kien/?nam=khong", "da-qua")) == 3
    assert titles(client, monthly.get_absolute_url(), "da-qua") == ["Của loạt"]


def test_years_reach_from_the_last_event_back_to_the_first(django_assert_num_queries):
    monthly = series()
    event("Đầu năm", series=monthly, starts_at=AT.replace(year=2007, month=1, day=1, hour=0))
    event("Hội nghị", starts_at=AT.replace(year=2004))
    event("Kín", series=monthly, starts_at=AT.replace(year=2003), state=State.DRAFT)
    with django_assert_num_queries(2) as asked:
        form = EventFilter(QueryDict())
    assert [year for year, _name in form.fields["nam"].choices] == [
        "",
        "2007",
        "2006",
        "2005",
        "2004",
    ]
    assert "DISTINCT" not in "".join(each["sql"] for each in asked.captured_queries)
    of_series = EventFilter(QueryDict(), of=monthly)
    assert [year for year, _name in of_series.fields["nam"].choices] == ["", "2007"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_ask_few_queries(client, django_assert_num_queries, rows):
    monthly = series()
    for number in range(rows):
        event(f"Tới {number}", series=monthly)
        event(f"Qua {number}", series=monthly, starts_at=AT)
    with django_assert_num_queries(4):
        client.get("/su-kien/")
    with django_assert_num_queries(4):
        client.get(monthly.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_an_event_asks_few_queries(client, django_assert_num_queries, rows):
    page = forum_with_slots(rows)
    with django_assert_num_queries(8):
        client.get(page.path)


def forum_with_slots(rows):
    """A public forum with points of its agenda, and slots granted to as many enterprises."""
    page = event(state=State.DRAFT, starts_at=AT, series=series())
    for number in range(rows):
        AgendaItem.objects.create(event=page, title=f"Mục {number}", at=AT.time())
        granted(page, number)
    page.state, page.published_at = State.PUBLISHED, builders.FEBRUARY
    return save(page, by=None)


def granted(page, number, **fields):
    """A slot of the event, granted to an enterprise of that number for a product of its own."""
    firm = enterprise(f"Công ty {number}", **fields)
    time = slot(page, starts_at=page.starts_at + timedelta(minutes=30 + 20 * number))
    return SlotRequest.objects.create(
        event=page, slot=time, enterprise=firm, topic=f"Chủ đề {number}", answer="granted",
        requested_by=representative(firm, f"dn-{number}"),
        product=product(firm, f"Sản phẩm {number}"),
        shows="Chỉ Sở thấy",
    )  # fmt: skip


def test_granted_slots_stand_in_the_agenda_in_their_order(client):
    page = forum_with_slots(2)
    points = soup(client.get(page.path)).select("#chuong-trinh ~ ul li")
    lines = [words(point) for point in points]
    assert lines[-2:] == [
        "08:30–08:45 Chủ đề 0 Công ty 0 · Sản phẩm 0",
        "08:50–09:05 Chủ đề 1 Công ty 1 · Sản phẩm 1",
    ]
    assert "Chỉ Sở thấy" not in client.get(page.path).text


def test_a_slot_names_neither_enterprise_nor_product_that_are_not_public(client):
    page = event(starts_at=AT)
    request = granted(page, 7, state=State.DRAFT)
    save(request.product, by=None)
    text = client.get(page.path).text
    assert "Chủ đề 7" in text
    assert "Công ty 7" not in text


def test_slots_that_are_asked_for_or_refused_stay_inside(client):
    page = event(starts_at=AT)
    for number, answer in enumerate(("asked", "refused", "taken_back")):
        request = granted(page, number)
        SlotRequest.objects.filter(pk=request.pk).update(answer=answer, comment="Lý do kín")
    text = soup(client.get(page.path)).main.get_text()
    assert "Chủ đề" not in text
    assert "Lý do kín" not in text


@pytest.mark.parametrize(
    ("precision", "shown", "machine"),
    [
        ("hour", "Thứ Ba, 30/01/2007, 08:00", "2007-01-30T08:00:00+07:00"),
        ("day", "Thứ Ba, 30/01/2007", "2007-01-30"),
        ("year", "2007", "2007"),
    ],
)
def test_no_more_of_the_time_is_shown_than_is_known(client, precision, shown, machine):
    page = event(starts_at=AT, precision=precision)
    shows = soup(client.get(page.path))
    # Told apart from the news of it, which has the same heading.
    assert shows.title.get_text(strip=True).startswith(f"Sự kiện: {page.title} –")
    time = shows.select_one("dl time")
    assert (time.get_text(), time["datetime"]) == (shown, machine)
    assert data_of(client, page)["startDate"] == machine


@pytest.mark.parametrize(
    ("precision", "shown", "machine"),
    [
        ("hour", "30/01/2007 08:00", "2007-01-30T08:00:00+07:00"),
        ("day", "30/01/2007", "2007-01-30"),
        ("year", "2007", "2007"),
    ],
)
def test_no_more_of_the_time_before_is_shown_than_is_known(client, precision, shown, machine):
    moved = {"status": EventStatus.MOVED, "status_reason": "Bão số 5", "moved_from": AT}
    page = event(precision=precision, **moved)
    shows = soup(client.get(page.path)).select_one("p.notice")
    assert f"định bắt đầu: {shown} ." in words(shows)
    assert shows.time["datetime"] == machine
    assert data_of(client, page)["previousStartDate"] == machine


def test_a_former_start_has_no_hour_where_the_day_alone_was_known(client):
    moved = {"status": EventStatus.MOVED, "status_reason": "Bão số 5"}
    page = event(moved_from=datetime(2007, 1, 30, tzinfo=HUE), **moved)
    assert "định bắt đầu: 30/01/2007 ." in words(soup(client.get(page.path)).select_one("p.notice"))
    assert data_of(client, page)["previousStartDate"] == "2007-01-30"


def test_a_former_start_that_reads_as_the_start_is_not_shown(client):
    moved = {"status": EventStatus.MOVED, "status_reason": "Bão số 5", "moved_from": AT}
    page = event(starts_at=AT + timedelta(days=2), precision="year", **moved)
    assert "định bắt đầu" not in client.get(page.path).text


@pytest.mark.parametrize(
    ("precision", "closes", "shown"),
    [
        ("hour", None, "10/02/2090 00:00"),
        ("day", None, "10/02/2090"),
        ("year", None, "2090"),
        ("day", datetime(2090, 2, 8, 17, tzinfo=HUE), "08/02/2090 17:00"),
    ],
)
def test_registration_names_no_hour_that_nobody_said(client, precision, closes, shown):
    page = event(
        starts_at=datetime(2090, 2, 10, tzinfo=HUE),
        precision=precision,
        registration_closes_at=closes,
    )
    assert f"đến {shown} ." in words(soup(client.get(page.path)).select_one("dl.facts"))
    me = representative(enterprise())
    client.force_login(me.user)
    desk = client.get(f"/doanh-nghiep/cua-toi/su-kien/{page.slug}/")
    assert f"Nhận đăng ký đến {shown}" in words(soup(desk).main)


def test_machines_read_that_an_event_is_moved_or_cancelled(client):
    moved = event(
        "Dời",
        status=EventStatus.MOVED,
        status_reason="Bão số 5",
        moved_from=AT,
        place="Phòng 1",
    )
    gone = event("Hủy", status=EventStatus.CANCELLED, status_reason="Bão số 5")
    data = data_of(client, moved)
    assert data["eventStatus"] == "https://schema.org/EventRescheduled"
    assert data["previousStartDate"] == "2007-01-30T08:00:00+07:00"
    assert [each["name"] for each in data["location"]] == ["Phòng 1"]
    assert data_of(client, gone)["eventStatus"] == "https://schema.org/EventCancelled"
    assert "Bão số 5" in client.get("/su-kien/").text


def test_the_link_to_take_part_is_not_public(client):
    page = event(online_url="https://hop.example/phong-kin")
    text = client.get(page.path).text
    assert "phong-kin" not in text
    data = data_of(client, page)
    assert data["eventAttendanceMode"].endswith("OnlineEventAttendanceMode")
    # An event without a location is listed by no search engine.
    here = {"@type": "VirtualLocation", "url": f"http://127.0.0.1:8000{page.path}"}
    assert data["location"] == [here]


def test_news_on_the_same_topic_stand_beside_an_event(client):
    topic = Topic.objects.create(name="Hội nghị của Sở")
    save(builders.article("Tin về hội nghị"), by=None, topics=[topic])
    with_topic = save(Event(title="Hội nghị", starts_at=AT), by=None, topics=[topic])
    workflow.transition(with_topic, to=State.PUBLISHED, by=None)
    aside = soup(client.get(with_topic.path)).aside.get_text()
    assert "Tin về hội nghị" in aside


def test_what_comes_next_stands_on_the_home_page_and_nothing_where_nothing_comes(client):
    event("Đã qua", starts_at=AT)
    assert "Mọi sự kiện" not in client.get("/").text
    event("Sắp tới")
    page = client.get("/").text
    assert "Sắp tới" in page
    assert "Đã qua" not in page


def test_a_profile_names_the_events_at_which_the_enterprise_presents(client):
    page, hidden = event("Diễn đàn tháng 4", starts_at=AT), event("Kín", state=State.DRAFT)
    request = granted(page, 1)
    SlotRequest.objects.create(
        event=hidden, slot=slot(hidden), enterprise=request.enterprise, topic="Kín",
        answer="granted", requested_by=request.requested_by,
    )  # fmt: skip
    for number in range(5):
        earlier = event(f"Diễn đàn cũ {number}", starts_at=AT - timedelta(days=30 * number + 30))
        SlotRequest.objects.create(
            event=earlier, slot=slot(earlier), enterprise=request.enterprise, topic="Cũ",
            answer="granted", requested_by=request.requested_by,
        )  # fmt: skip
    profile = client.get(request.enterprise.path).text
    assert "Diễn đàn tháng 4" in profile
    assert profile.count("Diễn đàn cũ") == 5
    assert "Kín" not in profile


def test_the_list_leads_to_each_series(client):
    monthly = series(description="Mỗi tháng một lần.")
    page = soup(client.get("/su-kien/"))
    assert page.select_one(f'a[href="{monthly.get_absolute_url()}"]').get_text() == monthly.name


def test_the_file_of_all_events_is_called_so_below_a_part_of_them(client):
    found = event("Diễn đàn", series=series())
    for address in ("/su-kien/?loai=forum", found.series.get_absolute_url()):
        page = soup(client.get(address)).select_one(".data-links")
        assert words(page).startswith("Dữ liệu của mọi sự kiện:")


@pytest.mark.parametrize(
    ("past", "most", "counts"),
    [(25, 30, ["Hơn 23", "28"]), (2, 2, ["Hơn 4"]), (2, 3, ["5"])],
)
def test_how_many_fit_is_counted_with_what_comes_on_every_page(
    client, monkeypatch, past, most, counts
):
    monkeypatch.setattr(views, "COMING", most)
    now = timezone.now()
    for number in range(past):
        event(f"Đã qua {number}", starts_at=now - timedelta(days=30 + number))
    for number in range(3):
        event(f"Sắp tới {number}", starts_at=now + timedelta(days=2 + number))
    event("Hội nghị", occasion=Occasion.CONFERENCE)
    for number, count in enumerate(counts, 1):
        page = soup(client.get(f"/su-kien/?loai=forum&trang={number}"))
        assert words(page.select_one("#ket-qua strong")) == f"{count} kết quả"
        assert len(page.select("[aria-labelledby=sap-toi] li")) == (
            min(3, most) if number == 1 else 0
        )
