"""The sitemap of news: what appeared in the last two days, and nothing else."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone

from portal.publishing.models import State
from tests import builders

pytestmark = pytest.mark.django_db
NS = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}


def entries(client):
    root = ElementTree.fromstring(client.get("/sitemap-tin-moi.xml").content)  # noqa: S314  # ours
    return [
        [
            each.findtext(name, namespaces=NS)
            for name in ("s:loc", ".//n:name", ".//n:language", ".//n:title")
        ]
        for each in root
    ]


def test_it_has_the_articles_of_the_last_two_days(client, django_assert_num_queries):
    now = timezone.now()
    builders.article("Cũ", published_at=now - timedelta(days=4))
    builders.article("Nháp", state=State.DRAFT)
    builders.article("Hẹn giờ", published_at=now + timedelta(hours=1))
    assert entries(client) == []
    assert "sitemap-tin-moi" not in client.get("/sitemap.xml").text
    builders.article("Mạng <A> & B", slug="mang", published_at=now - timedelta(minutes=5))
    assert entries(client) == [
        [f"{settings.SITE_URL}/tin-tuc/mang/", settings.SITE_NAME, "vi", "Mạng <A> & B"]
    ]
    assert "sitemap-tin-moi" in client.get("/sitemap.xml").text
    for number in range(2):
        builders.article(f"Thêm {number}", published_at=now - timedelta(minutes=9))
    with django_assert_num_queries(2):
        assert len(entries(client)) == 3
