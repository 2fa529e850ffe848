"""Notices: the list and its filters, one notice, its time limit, its result, data and form."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from news import first_sections
from news.notices.filters import NoticeFilter
from news.notices.models import Notice, NoticeStatus, next_closing
from news.notices.publish_check import find_missing_terms
from portal.editing import publish_checks
from portal.published_index import demo as index
from portal.published_index.models import PublishedItem
from portal.published_index.status import path_of
from portal.publishing.models import Publication, Section, State
from tests import builders
from tests.news.builders import notice, shelf
from tests.reading import content_of, words_of

pytestmark = pytest.mark.django_db
NOW = datetime(2007, 3, 10, 9, tzinfo=UTC)


def titles(client, query=""):
    page = BeautifulSoup(client.get(f"/thong-bao/{query}").content, "html.parser")
    return [link.get_text() for link in page.select(".ledger a")]


def test_the_newest_stands_first_and_a_draft_nowhere(client):
    notice("Cũ", issued_on=date(2006, 3, 1))
    notice("Mới")
    notice("Kín", state=State.DRAFT)
    assert titles(client) == ["Mới", "Cũ"]
    assert client.get("/thong-bao/kin/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_few_queries(client, django_assert_num_queries, rows):
    for number in range(rows):
        notice(f"Thông báo {number}", section=shelf(Notice, f"Mục {number}"))
    with django_assert_num_queries(3):
        client.get("/thong-bao/")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_notice_asks_the_same_few_queries(client, django_assert_num_queries, rows):
    page = notice("Mời thầu", section=shelf(Notice, "Đấu thầu"))
    for number in range(rows):
        notice(f"Kết quả {number}", result_of=page)
    with django_assert_num_queries(5):
        client.get(page.path)


def test_it_is_narrowed_by_section_year_words_and_what_is_still_open(client):
    jobs, now = shelf(Notice, "Tuyển dụng"), timezone.now()
    notice("Tuyển viên chức", section=jobs, closes_at=now + timedelta(days=3))
    notice("Tuyển lái xe", section=jobs, closes_at=now - timedelta(days=3))
    notice("Quyết toán năm 2005", issued_on=date(2006, 3, 1), fiscal_year=2005)
    assert titles(client, "?loai=tuyen-dung&tinh_trang=open") == ["Tuyển viên chức"]
    assert titles(client, "?tinh_trang=closed") == ["Tuyển lái xe"]
    assert titles(client, "?tinh_trang=no_term") == ["Quyết toán năm 2005"]
    assert titles(client, "?nam=2006") == ["Quyết toán năm 2005"]
    assert titles(client, "?q=lai+xe") == ["Tuyển lái xe"]
    assert len(titles(client, "?nam=abc&loai=khong-co")) == 3


def test_years_reach_from_the_newest_notice_back_to_the_oldest(django_assert_num_queries):
    jobs = shelf(Notice, "Tuyển dụng")
    notice("Mời thầu", issued_on=date(2004, 12, 31))
    notice("Tuyển lái xe", section=jobs, issued_on=date(2007, 1, 1))
    notice("Tuyển viên chức", section=jobs, issued_on=date(2006, 3, 1), state=State.DRAFT)
    with django_assert_num_queries(2) as asked:
        form = NoticeFilter(QueryDict())
    assert [year for year, _name in form.fields["nam"].choices] == [
        "",
        "2007",
        "2006",
        "2005",
        "2004",
    ]
    assert "DISTINCT" not in "".join(each["sql"] for each in asked.captured_queries)
    of_section = NoticeFilter(QueryDict(), of=jobs)
    assert [year for year, _name in of_section.fields["nam"].choices] == ["", "2007"]


def test_a_section_has_a_page_and_a_feed_of_its_own(client):
    jobs = shelf(Notice, "Tuyển dụng")
    notice("Tuyển viên chức", section=jobs)
    notice("Mời thầu", section=shelf(Notice, "Đấu thầu"))
    page = client.get(jobs.path).text
    assert "Tuyển viên chức" in page
    assert "Mời thầu" not in page
    feed = client.get(f"{jobs.path}rss.xml").text
    assert "Tuyển viên chức" in feed
    assert "Mời thầu" not in feed


def test_whether_papers_are_taken_is_a_matter_of_the_clock(client):
    page = notice(closes_at=NOW)
    assert page.status(NOW - timedelta(seconds=1)) == NoticeStatus.OPEN
    assert page.status(NOW) == NoticeStatus.CLOSED
    assert next_closing(NOW - timedelta(days=1)) == NOW
    assert next_closing(NOW) is None
    assert "đã hết hạn" in words_of(client, page.path)


def test_a_notice_and_its_result_lead_to_each_other_while_both_are_public(client):
    first = notice("Mời thầu máy tính")
    result = notice("Kết quả thầu", result_of=first)
    assert result.path in client.get(first.path).text
    assert first.path in client.get(result.path).text
    hidden = notice("Kết quả kín", result_of=first, state=State.DRAFT)
    assert hidden.path not in client.get(first.path).text
    over = {"expires_at": timezone.now() - timedelta(days=1)}
    gone = notice("Mời thầu đã ẩn", **over)
    shown = notice("Kết quả còn lại", result_of=gone)
    assert gone.title not in client.get(shown.path).text


def test_the_page_says_what_is_known(client):
    page = notice(
        number="15/TB-SBCVT",
        closes_at=datetime(2007, 3, 20, 9, tzinfo=UTC),
        held_at=datetime(2007, 3, 21, 1, tzinfo=UTC),
        place="Văn phòng Sở",
        contact="Chị Hoa, 0234 000 111",
        fiscal_year=2007,
    )
    words = words_of(client, page.path)
    for word in ("15/TB-SBCVT", "16:00", "08:00", "Văn phòng Sở", "0234 000 111", "2007"):
        assert word in words


@pytest.mark.parametrize(
    "fields",
    [
        {"closes_at": NOW, "held_at": NOW - timedelta(hours=1)},
        {"fiscal_year": 1889},
    ],
)
def test_what_cannot_be_is_refused_by_the_database(fields):
    page = notice()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=page.pk).update(**fields)


def test_no_notice_is_its_own_result_or_over_before_its_day():
    page = notice()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=page.pk).update(result_of=page)
    page.closes_at = datetime(2007, 2, 1, tzinfo=UTC)
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert set(caught.value.message_dict) == {"closes_at"}


def test_the_data_file_takes_the_query_of_the_page(client):
    notice("Tuyển viên chức", section=shelf(Notice, "Tuyển dụng"))
    notice("Mời thầu", section=shelf(Notice, "Đấu thầu"))
    text = content_of(client.get("/thong-bao.csv?loai=tuyen-dung"))
    assert "Tuyển viên chức" in text
    assert "Mời thầu" not in text


def test_search_finds_it_by_its_number_and_says_how_long_it_is_open(client):
    notice("Mua máy chủ", number="15/TB-SBCVT", closes_at=datetime(2007, 3, 20, 9, tzinfo=UTC))
    assert "20/03/2007 16:00" in client.get("/tim-kiem/?q=15/TB-SBCVT").text


def test_a_reporter_writes_one_in_the_order_of_the_paper(client):
    client.force_login(builders.reporter())
    page = client.get(reverse("admin:notices_notice_add")).text
    places = [
        page.index(f'name="{name}"')
        for name in ("title", "number", "summary", "closes_at_0", "place", "fiscal_year")
    ]
    assert places == sorted(places)


def test_the_budget_line_of_the_index_is_kept_by_its_section(client):
    index.load()
    first_sections.load()
    first_sections.load()
    assert Section.objects.of_kind(Notice.KIND).count() == 3
    line = PublishedItem.objects.get(name=first_sections.BUDGET)
    assert path_of(line) == "/thong-bao/chuyen-muc/du-toan-quyet-toan-ngan-sach/"
    empty = client.get("/cong-khai/").text
    notice("Dự toán năm 2007", section=line.section, fiscal_year=2007)
    assert client.get("/cong-khai/").text != empty
    assert line.section.path in client.get("/cong-khai/").text


@pytest.mark.parametrize(("shown", "covers"), [("cover", 0), ("another", 1)])
def test_a_cover_that_stands_in_the_text_too_is_shown_once(client, shown, covers):
    body = f'<p><img src="/media/pictures/aa/{shown}.jpg" alt="Trụ sở"></p>'
    page = notice(cover=builders.picture(), cover_alt="Trụ sở", body=body)
    assert client.get(page.path).text.count('<figure class="cover">') == covers


def advice_on(page: Notice) -> list[str]:
    return [each.message for each in publish_checks.check(page) if each.field == "closes_at_0"]


def test_who_sends_a_notice_without_closing_day_is_told_once(django_assert_num_queries):
    page = notice("Tuyển dụng", state=State.DRAFT)
    assert advice_on(page) == ["Thông báo chưa ghi nhận hồ sơ đến khi nào."]
    shared = Publication.objects.get(pk=page.pk)
    assert advice_on(shared) == advice_on(page)
    with django_assert_num_queries(1):
        find_missing_terms([(shared, {}), (shared, {})])


def test_a_file_of_open_tenders_is_another_one_once_one_has_closed(client, monkeypatch):
    closing = timezone.now() + timedelta(days=1)
    notice("Mời thầu", closes_at=closing)
    address = "/thong-bao.csv?tinh_trang=open"
    monkeypatch.setattr(timezone, "now", lambda: closing - timedelta(hours=1))
    before = client.get(address)
    known = {"If-None-Match": before["ETag"]}
    assert "Mời thầu" in content_of(before)
    assert client.get(address, headers=known).status_code == 304
    monkeypatch.setattr(timezone, "now", lambda: closing + timedelta(hours=1))
    after = client.get(address, headers=known)
    assert after.status_code == 200
    assert "Mời thầu" not in content_of(after)
    since = {"If-Modified-Since": before["Last-Modified"]}
    assert client.get(address, headers=since).status_code == 200


@pytest.mark.parametrize("field", ["closes_at", "fiscal_year", "result_of"])
def test_what_has_a_term_is_a_budget_or_a_result_is_not_asked_for_one(field):
    value = {"closes_at": NOW, "fiscal_year": 2008, "result_of": notice("Mời thầu")}[field]
    assert advice_on(notice("Thông báo", state=State.DRAFT, **{field: value})) == []


def test_a_change_that_takes_the_closing_day_away_is_told():
    page = notice("Tuyển dụng", closes_at=NOW)
    assert find_missing_terms([(page, {})]) == [[]]
    assert find_missing_terms([(page, {"closes_at": None})]) != [[]]
