from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from portal.publishing.models import Publication, State
from tests import builders

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


def test_robots_are_told_where_the_sitemap_is(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in lines
    assert "Disallow: /admin/" in lines
