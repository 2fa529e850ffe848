"""Topics join what is public of every kind."""

import json
from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.events.models import EventStatus, Precision
from portal.publishing.models import State, Topic
from tests import builders
from tests.enterprises import builders as enterprises
from tests.news import builders as news
from tests.one_of_each import MAKERS, page_of

pytestmark = pytest.mark.django_db


def read(client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def test_a_topic_lists_what_is_public_on_it(client):
    topic = Topic.objects.create(name="Mật độ điện thoại")
    builders.article("Trên chủ đề", topics=[topic])
    builders.article("Ngoài chủ đề")
    builders.article("Nháp trên chủ đề", topics=[topic], state=State.DRAFT)
    page = client.get("/chu-de/mat-do-dien-thoai/").text
    assert "Trên chủ đề" in page
    assert "Ngoài chủ đề" not in page
    assert "Nháp trên chủ đề" not in page


def test_a_topic_groups_every_kind_newest_first(client):
    topic = Topic.objects.create(name="Viễn thông")
    for kind in MAKERS:
        page_of(kind, f"Trang {kind}").topics.add(topic)
    for number in range(6):
        builders.article(f"Bài {number}", topics=[topic])
    page = read(client, "/chu-de/vien-thong/")
    groups = {section.h2["id"]: section for section in page.select("section[aria-labelledby]")}
    assert set(MAKERS) <= set(groups)
    shown = [kind for kind in groups if kind in MAKERS]
    assert shown[:4] == ["article", "document", "project", "event"]
    titles = [h3.get_text() for h3 in groups["article"].select("h3")]
    assert titles == ["Bài 5", "Bài 4", "Bài 3", "Bài 2", "Bài 1"]
    assert groups["article"].select_one("a.more")["href"] == "?loai=article"
    assert groups["event"].select("a.more") == []
    assert [link["href"] for link in page.select("main ul.topics a")] == [
        f"#{kind}" for kind in shown
    ]


def test_the_rest_of_a_kind_stands_on_pages_of_its_own(client, settings):
    topic = Topic.objects.create(name="Viễn thông")
    for number in range(22):
        builders.article(f"Bài {number:02}", topics=[topic])
    page_of("event", "Diễn đàn").topics.add(topic)
    first = read(client, "/chu-de/vien-thong/?loai=article")
    assert len(first.select("article h2")) == 20
    assert "Diễn đàn" not in first.get_text()
    assert first.select_one("a[rel=next]")["href"] == "?loai=article&trang=2"
    second = read(client, "/chu-de/vien-thong/?loai=article&trang=2")
    shown = {"": "", "?trang=1": "", "?loai=article": "?loai=article"}
    shown["?trang=2&loai=article&x=y"] = "?loai=article&trang=2"
    for query, canonical_query in shown.items():
        canonical = read(client, f"/chu-de/vien-thong/{query}").select_one("link[rel=canonical]")
        assert canonical["href"] == f"{settings.SITE_URL}/chu-de/vien-thong/{canonical_query}"
    assert [h2.get_text() for h2 in second.select("article h2")] == ["Bài 01", "Bài 00"]


@pytest.mark.parametrize("query", ["loai=khong-co", "loai=article&trang=2", "loai=article&trang=x"])
def test_a_kind_or_page_that_is_not_there_is_not_found(client, query):
    Topic.objects.create(name="Viễn thông")
    assert client.get(f"/chu-de/vien-thong/?{query}").status_code == 404


def test_machines_read_what_a_topic_gathers(client, settings):
    topic = Topic.objects.create(name="Viễn thông", description="Mạng và máy.")
    article = builders.article("Bài", topics=[topic])
    script = read(client, "/chu-de/vien-thong/").head.find("script", type="application/ld+json")
    data = json.loads(script.string)
    assert (data["@type"], data["name"], data["description"]) == (
        "CollectionPage", "Viễn thông", "Mạng và máy.",
    )  # fmt: skip
    assert data["hasPart"] == [
        {"@type": "WebPage", "name": "Bài", "url": settings.SITE_URL + article.path}
    ]


def test_an_unknown_topic_is_not_there(client):
    assert client.get("/chu-de/khong-co/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_topic_asks_as_often_for_three_rows_as_for_one(client, rows, django_assert_num_queries):
    topic = Topic.objects.create(name="Viễn thông")
    for number in range(rows):
        builders.article(f"Bài {number}", topics=[topic])
        page_of("indicator", f"Chỉ tiêu {number}").topics.add(topic)
    with django_assert_num_queries(3):
        client.get("/chu-de/vien-thong/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_topics_stand_in_the_order_of_the_vietnamese_alphabet(
    client, rows, django_assert_num_queries
):
    names = ["Đào tạo", "Dự án", "Điện thoại"][:rows]
    for name in names:
        builders.article(f"Bài về {name}", topics=[Topic.objects.create(name=name)])
    with django_assert_num_queries(1):
        page = read(client, "/chu-de/")
    shown = [link.get_text() for link in page.select("main .ledger a")]
    assert shown == [name for name in ["Dự án", "Đào tạo", "Điện thoại"] if name in names]


def test_a_topic_without_anything_public_is_not_offered(client):
    hidden = Topic.objects.create(name="Kín")
    builders.article("Nháp", topics=[hidden], state=State.DRAFT)
    assert "Kín" not in client.get("/chu-de/").text


def test_the_newest_of_all_kinds_are_asked_for_in_one_short_statement(client):
    topic = Topic.objects.create(name="Viễn thông")
    builders.article("Bài", topics=[topic])
    with CaptureQueriesContext(connection) as queries:
        client.get("/chu-de/vien-thong/")
    assert max(sql["sql"].count("publishing_publication_topics") for sql in queries) <= 4


def days(page: BeautifulSoup) -> list[str]:
    return [" ".join(each.get_text().split()) for each in page.select(".article-card .kicker")]


@pytest.mark.parametrize("query", ["", "?loai=document"])
def test_documents_stand_with_their_own_day_and_on_the_topic_in_its_order(client, query):
    topic = Topic.objects.create(name="Viễn thông")
    for month in (3, 5, 4):
        day = date(2006, month, 1)
        news.document(f"Văn bản {month}", f"{month}/QĐ", issued_on=day, topics=[topic])
    shown = days(read(client, f"/chu-de/vien-thong/{query}"))
    line = "Quyết định số {0}/QĐ · còn hiệu lực · ngày ban hành 01/0{0}/2006"
    assert sorted(shown, reverse=True) == [line.format(month) for month in (5, 4, 3)]
    if not query:
        assert shown == sorted(shown, reverse=True)


def test_an_event_stands_with_the_day_on_which_it_was_held(client):
    topic = Topic.objects.create(name="Viễn thông")
    held = datetime(2007, 12, 21, 7, tzinfo=UTC)
    for title, fields in {
        "Diễn đàn": {"status": EventStatus.CANCELLED, "status_reason": "Bão."},
        "Hội nghị": {"precision": Precision.YEAR},
    }.items():
        enterprises.event(title, starts_at=held, **fields).topics.add(topic)
    shown = days(read(client, "/chu-de/vien-thong/"))
    assert shown == ["Đã hủy · dự kiến diễn ra 21/12/2007", "01/02/2007"]
    hit = read(client, "/tim-kiem/?q=dien+dan").select_one(".search-result")
    assert "đã hủy · dự kiến diễn ra 21/12/2007" in " ".join(hit.get_text().split())


def test_the_list_of_topics_goes_on_over_pages(client, monkeypatch):
    monkeypatch.setattr("portal.site.topics.TOPICS_A_PAGE", 2)
    for name in ("Bưu chính", "Công nghệ", "Viễn thông"):
        builders.article(f"Bài về {name}", topics=[Topic.objects.create(name=name)])
    first, second = read(client, "/chu-de/"), read(client, "/chu-de/?trang=2")
    assert [link.get_text() for link in second.select("main .ledger a")] == ["Viễn thông"]
    assert first.select_one("main .pagination a[rel=next]")["href"] == "?trang=2"
    assert "trang 2" in second.title.get_text()
    assert client.get("/chu-de/?trang=3").status_code == 404
