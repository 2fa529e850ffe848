"""The home page: light, with few queries, and whole with whatever there is to tell."""

import gzip
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.db import connection
from django.utils import timezone

from news.articles.tags import notice_rows
from portal.publishing.models import Feature, Section, State
from projects.kit.models import DueStatus, TaskState
from tests import builders
from tests.enterprises import builders as enterprises
from tests.loaded_demo import load_demo
from tests.markup import words
from tests.news import builders as news
from tests.portal.participation.consultations import builders as consultations
from tests.portal.participation.questions import builders as questions
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db

MAX_BYTES = 40 * 1024


def home(client) -> BeautifulSoup:
    return BeautifulSoup(client.get("/").content, "html.parser")


def headings(client) -> list[str]:
    return [heading.get_text(strip=True) for heading in home(client).select("main h2")]


def fill(rows: int) -> None:
    """As many rows as said of everything that the home page tells of."""
    shelf, _ = Section.objects.get_or_create(kind="article", name="Thông báo")
    for number in range(rows):
        article = builders.article(f"Thông báo {number}", section=shelf)
        Feature.objects.create(page=article, ends_on=timezone.localdate())
        news.document(f"Quyết định {number}", number=f"{number + 1}/2007/QĐ-UBND")
        projects.plan(f"Quy hoạch {number}")
        news.notice(f"Mời thầu {number}")
        enterprises.event(f"Diễn đàn {number}")
        enterprises.enterprise(f"Công ty {number}")
        consultations.consultation(f"Dự thảo {number}")
        questions.answer(f"Trả lời {number}")


def test_it_weighs_little(client):
    load_demo()
    fill(3)
    raw = client.get("/").content
    page = BeautifulSoup(raw, "html.parser")
    files = [tag["href"] for tag in page.select("link[rel=stylesheet]")]
    files += [tag["src"] for tag in page.select("script[src]")]
    parts = [raw]
    for name in files:
        with open(str(finders.find(name.removeprefix("/static/"))), "rb") as file:
            parts.append(file.read())
    assert len(parts) >= 3
    assert sum(len(gzip.compress(part)) for part in parts) <= MAX_BYTES


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_as_often_for_three_rows_as_for_one(client, rows, django_assert_num_queries):
    fill(rows)
    with django_assert_num_queries(17):
        client.get("/")


def test_with_one_article_and_no_picture_it_is_the_lead(client):
    builders.article("Hội nghị", summary="Sở tổ chức hội nghị.")
    page = home(client)
    assert page.select_one(".home-lead h2").get_text() == "Hội nghị"
    assert headings(client) == ["Hội nghị", "Người dân", "Lối đi nhanh"]


def test_no_block_is_ever_empty(client):
    assert headings(client) == ["Người dân", "Lối đi nhanh"]
    fill(1)
    for section in home(client).select("main section"):
        rows = section.select("li, p, dd, article")
        assert any(row.get_text(strip=True) for row in rows), section.get("aria-labelledby")


def test_what_matters_now_comes_first_and_what_was_promised_is_counted(client):
    fill(1)
    projects.promise("Tổ chức giao ban", article=builders.article("Hội nghị"))
    page = home(client)
    assert headings(client)[0] == "Điều cần biết lúc này"
    glance = page.select_one(".glance")
    assert glance.select_one(".number").get_text() == "1"
    assert words(page.select_one(".promised-outcome .lead")) == ("Chưa việc nào có tin về kết quả.")
    [kind] = page.select(".promise-kinds li")
    assert kind.a["href"] == "/quy-hoach/cam-ket/?ngay=2007-01-30&loai=will_do"
    assert len(page.select(".promise-dot-unknown")) == 1


def test_what_came_of_promises_is_one_sentence(client):
    conference = builders.article("Hội nghị", body=f"<p>{projects.QUOTE}.</p>")
    proof = builders.article("Tin về kết quả")
    known = {"state": TaskState.OPEN, "proof": proof}
    for title, extra in (("Một", known), ("Hai", known), ("Ba", {})):
        projects.promise(title, article=conference, **extra)
    outcome = words(home(client).select_one(".promised-outcome .lead"))
    assert outcome == f"Kết quả: 2 {DueStatus.OPEN.label}, 1 chưa có thông tin."


def test_the_lead_shows_its_cover_at_once_and_at_the_size_it_has(client):
    builders.article("Bài cũ")
    cover = builders.picture()
    builders.article("Bài mới", cover=cover, cover_alt="Ảnh", published_at=timezone.now())
    page = home(client)
    lead = page.select_one(".home-lead-picture img")
    assert lead["fetchpriority"] == "high"
    assert "loading" not in lead.attrs
    assert "62vw" in str(page.select_one(".home-lead-picture"))
    assert page.select(".home-news .article-card-picture") == []


def test_each_part_leads_on_to_all_of_its_kind(client):
    fill(3)
    ways = [link["href"] for link in home(client).select(".section-head .more")]
    assert ways == [
        "/tin-tuc/",
        "/su-kien/",
        "/thong-bao/",
        "/van-ban/",
        "/gop-y/",
        "/hoi-dap/",
        "/quy-hoach/",
    ]


def notices_on(client) -> list[str]:
    block = home(client).select_one("section[aria-labelledby=notices]")
    return [] if block is None else [row.a.get_text() for row in block.select(".row-list li")]


def test_notices_that_take_papers_come_first_then_the_newest(client):
    soon = timezone.now() + timedelta(days=2)
    news.notice("Còn nhận", issued_on=date(2006, 3, 1), closes_at=soon)
    news.notice("Cũ", issued_on=date(2006, 4, 1))
    news.notice("Mới", issued_on=date(2007, 4, 1))
    news.notice("Kín", state=State.DRAFT)
    assert notices_on(client) == ["Còn nhận", "Mới", "Cũ"]
    block = home(client).select_one("section[aria-labelledby=notices]")
    assert "nhận hồ sơ đến" in block.select_one(".status").get_text()


def test_notices_of_the_home_page_are_found_without_sorting_all():
    with connection.cursor() as cursor:
        # A way without an index, where there is one, costs too much to be chosen at a few rows.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    assert "news_notice_newest" in notice_rows(4).explain()


def test_announcements_among_the_news_stand_with_notices_where_the_news_do_not_show_them(client):
    shelf, _ = Section.objects.get_or_create(kind="article", name="Thông báo")
    long_ago = news.CONFERENCE - timedelta(days=300)
    builders.article("Nghỉ Tết", section=shelf, published_at=long_ago)
    assert notices_on(client) == []
    for number in range(7):
        news.article(f"Tin {number}")
    assert notices_on(client) == ["Nghỉ Tết"]
    way = home(client).select_one("section[aria-labelledby=notices] .section-head .more")
    assert way["href"] == "/tin-tuc/chuyen-muc/thong-bao/"
    news.notice("Mời thầu")
    assert notices_on(client) == ["Mời thầu", "Nghỉ Tết"]


def test_new_documents_are_those_issued_last_as_their_list_has_them(client):
    for number, issued_on in (
        (1, date(2006, 7, 18)),
        (2, date(2007, 8, 2)),
        (3, date(2005, 7, 14)),
    ):
        news.document(f"Văn bản {number}", f"{number}/QĐ-UBND", issued_on=issued_on)
    shown = [link["href"] for link in home(client).select('a[href^="/van-ban/"]')]
    listed = BeautifulSoup(client.get("/van-ban/").content, "html.parser").select(".ledger a")
    paths = [link["href"] for link in listed]
    assert [path for path in shown if path in paths] == paths


def test_a_new_document_that_is_law_no_more_says_so(client):
    days = {"issued_on": date(2006, 7, 18), "expires_on": date(2006, 12, 1)}
    old = news.document("Về cước", "1/QĐ-UBND", **days)
    row = home(client).select_one(f'li:has(> a[href="{old.path}"])')
    assert row.select_one(".status").get_text() == "hết hiệu lực"
