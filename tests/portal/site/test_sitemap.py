from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from portal.publishing import workflow
from portal.publishing.models import Publication, State, Topic
from tests import builders
from tests.news.builders import document
from tests.projects import builders as project_builders

pytestmark = pytest.mark.django_db
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def entries(client, url):
    """Address and time of each entry of a sitemap."""
    root = ElementTree.fromstring(client.get(url).content)  # noqa: S314  # our own page
    return [
        (entry.findtext("s:loc", namespaces=NS), entry.findtext("s:lastmod", namespaces=NS))
        for entry in root
    ]


def test_the_index_names_each_month_with_the_time_of_its_last_change(client):
    article = builders.article()
    moment = datetime(2007, 3, 5, 1, 0, tzinfo=UTC)
    Publication.objects.filter(pk=article.pk).update(updated_at=moment)
    assert entries(client, "/sitemap.xml") == [
        ("http://127.0.0.1:8000/sitemap-trang.xml", None),
        ("http://127.0.0.1:8000/sitemap-article-2007-02.xml", "2007-03-05T08:00:00+07:00"),
    ]
    assert entries(client, "/sitemap-article-2007-02.xml") == [
        ("http://127.0.0.1:8000/tin-tuc/mat-do-dien-thoai/", "2007-03-05T08:00:00+07:00")
    ]


def test_a_month_changed_when_a_page_of_it_went(client):
    stays, goes = builders.article("Ở lại"), builders.article("Bị gỡ")
    ends = builders.article("Hết hạn", published_at=datetime(2007, 5, 1, tzinfo=UTC))
    beside = builders.article("Bên cạnh", published_at=datetime(2007, 5, 2, tzinfo=UTC))
    rows = Publication.objects.filter(pk__in=[stays.pk, goes.pk, ends.pk, beside.pk])
    rows.update(updated_at=datetime(2007, 5, 5, tzinfo=UTC))
    workflow.transition(goes, to=State.WITHDRAWN, by=None, comment="Nhầm.")
    goes.transitions.endings().update(at=datetime(2007, 6, 6, 1, tzinfo=UTC))
    # It is written in since.
    rows.filter(pk=goes.pk).update(updated_at=datetime(2007, 8, 8, tzinfo=UTC))
    rows.filter(pk=ends.pk).update(expires_at=datetime(2007, 7, 7, 1, tzinfo=UTC))
    assert [changed for _address, changed in entries(client, "/sitemap.xml")[1:]] == [
        "2007-07-07T08:00:00+07:00",
        "2007-06-06T08:00:00+07:00",
    ]


def test_a_page_that_was_written_before_it_appeared_changed_when_it_appeared(client):
    article = builders.article()
    Publication.objects.filter(pk=article.pk).update(updated_at=datetime(2007, 1, 1, tzinfo=UTC))
    assert entries(client, "/sitemap-article-2007-02.xml")[0][1] == "2007-02-01T10:27:14+07:00"


def test_nothing_that_readers_do_not_see_is_in_a_sitemap(client):
    builders.article("Nháp", state=State.DRAFT)
    builders.article("Hẹn giờ", published_at=timezone.now() + timedelta(hours=1))
    builders.article("Hết hạn", expires_at=timezone.now() - timedelta(hours=1))
    assert entries(client, "/sitemap.xml") == [("http://127.0.0.1:8000/sitemap-trang.xml", None)]
    assert client.get("/sitemap-article-2007-02.xml").status_code == 404


@pytest.mark.parametrize(
    "url",
    ["/sitemap-article-0000-01.xml", "/sitemap-article-9999-12.xml", "/sitemap-x-2007-02.xml"],
)
def test_a_month_without_pages_is_not_there(client, url):
    assert client.get(url).status_code == 404


def test_the_sites_own_pages_are_listed(client):
    builders.section("Thông báo")
    found = [address for address, _ in entries(client, "/sitemap-trang.xml")]
    assert "http://127.0.0.1:8000/" in found
    assert "http://127.0.0.1:8000/tin-tuc/chuyen-muc/thong-bao/" in found


def test_english_pages_of_data_are_listed_translated_or_not(client):
    density = project_builders.indicator()
    month = f"/sitemap-indicator-{timezone.localtime(density.published_at):%Y-%m}.xml"
    both = [f"http://127.0.0.1:8000{path}" for path in (density.path, f"/en{density.path}")]
    assert [address for address, _ in entries(client, month)] == both
    assert client.get(month).text.count(f'hreflang="en" href="{both[1]}"') == 2
    own = [address for address, _ in entries(client, "/sitemap-trang.xml")]
    assert "http://127.0.0.1:8000/en/chi-tieu/" in own
    assert "http://127.0.0.1:8000/en/van-ban/" not in own


def test_what_gathers_pages_changed_when_one_of_them_did_last(client):
    shelf = builders.section("Thông báo")
    topic = Topic.objects.create(name="Viễn thông")
    Topic.objects.create(name="Kín")
    on_shelf = builders.article("Trên kệ", section=shelf)
    builders.article("Nháp", section=shelf, topics=[topic], state=State.DRAFT)
    on_topic = builders.article("Trên chủ đề", topics=[topic])
    for page, day in ((on_shelf, 3), (on_topic, 5)):
        moment = datetime(2007, 3, day, 1, 0, tzinfo=UTC)
        Publication.objects.filter(pk=page.pk).update(updated_at=moment)
    site = "http://127.0.0.1:8000"
    found = {
        address.removeprefix(site): changed
        for address, changed in entries(client, "/sitemap-trang.xml")
    }
    third, fifth = "2007-03-03T08:00:00+07:00", "2007-03-05T08:00:00+07:00"
    assert found["/tin-tuc/chuyen-muc/thong-bao/"] == third
    assert found["/chu-de/vien-thong/"] == found["/chu-de/"] == fifth
    assert found["/tin-tuc/"] == found["/"] == fifth
    assert found["/chi-tieu/"] is None
    assert found["/lien-he/"] is None
    assert "/chu-de/kin/" not in found


@pytest.mark.parametrize("count", [1, 3])
def test_the_sites_own_pages_take_as_many_queries_however_many(
    client, django_assert_num_queries, count
):
    for number in range(count):
        topic = Topic.objects.create(name=f"Chủ đề {number}")
        builders.article(f"Bài {number}", section=builders.section(f"Kệ {number}"), topics=[topic])
    # Where the site stands, series of events, promises, the last change of each kind, of sections,
    # of topics, those without one, English versions and their topics.
    with django_assert_num_queries(9):
        client.get("/sitemap-trang.xml")
    # The last change of each month, what went from it, and the newest article of the last days.
    with django_assert_num_queries(4):
        client.get("/sitemap.xml")


def test_a_quiet_topic_changed_when_its_last_page_did(client, monkeypatch):
    monkeypatch.setattr("portal.site.sitemaps.RECENT", 1)
    for day, name in ((5, "Cũ"), (6, "Cũ"), (7, "Mới")):
        topic, _ = Topic.objects.get_or_create(name=name)
        page = builders.article(f"Bài {day}", topics=[topic])
        moment = datetime(2007, 3, day, 1, 0, tzinfo=UTC)
        Publication.objects.filter(pk=page.pk).update(updated_at=moment)
    found = dict(entries(client, "/sitemap-trang.xml"))
    assert found["http://127.0.0.1:8000/chu-de/cu/"] == "2007-03-06T08:00:00+07:00"
    assert found["http://127.0.0.1:8000/chu-de/moi/"] == "2007-03-07T08:00:00+07:00"


def test_the_index_has_each_month_of_each_kind_newest_first_by_viet_nams_clock(client):
    for title, year, month, day in (("A", 2006, 12, 31), ("B", 2007, 3, 31), ("C", 2007, 3, 1)):
        moment = datetime(year, month, day, 18, tzinfo=UTC)  # in Vietnam the next day
        page = builders.article(title, published_at=moment)
        Publication.objects.filter(pk=page.pk).update(updated_at=moment - timedelta(days=400))
    document(published_at=datetime(2007, 3, 1, tzinfo=UTC))
    builders.article("Hẹn giờ", published_at=timezone.now() + timedelta(days=40))
    found = entries(client, "/sitemap.xml")[1:]
    assert [
        (address.removeprefix("http://127.0.0.1:8000/sitemap-"), changed[:10])
        for address, changed in found
    ] == [
        ("article-2007-04.xml", "2007-04-01"),
        ("article-2007-03.xml", "2007-03-02"),
        ("article-2007-01.xml", "2007-01-01"),
        ("document-2007-03.xml", f"{timezone.localdate()}"),
    ]


def test_who_has_a_sitemap_is_told_that_nothing_has_changed(client):
    builders.article()
    for path in ("/sitemap.xml", "/sitemap-trang.xml"):
        known = {"If-None-Match": client.get(path)["ETag"]}
        assert client.get(path, headers=known).status_code == 304
        builders.article(f"Bài sau {path}")
        assert client.get(path, headers=known).status_code == 200


def test_robots_are_told_where_the_sitemap_is(client):
    lines = client.get("/robots.txt").text.splitlines()
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in lines
    assert "Disallow: /admin/" in lines
    # The page to search from may be found; what others searched may not.
    assert "Disallow: /tim-kiem/?" in lines
