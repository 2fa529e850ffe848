"""The site map for people: what is on the site is on it, and nothing that leads nowhere."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse

from portal.department.about_pages import ABOUT_PAGES
from portal.publishing.models import State, Topic
from portal.publishing.models.kinds import kinds
from tests import builders
from tests.page_kinds import FOR_STAFF, NO_PAGES, SIGNED_IN, pages
from tests.portal.department import builders as department

pytestmark = pytest.mark.django_db


def links(client) -> dict[str, str]:
    page = BeautifulSoup(client.get("/so-do/").text, "html.parser")
    return {link["href"]: link.get_text(strip=True) for link in page.select("main a")}


def test_it_leads_to_every_list_section_topic_and_about_page(client):
    section = builders.section("Thông báo")
    topic = Topic.objects.create(name="Mật độ điện thoại")
    builders.article("Đủ máy", topics=[topic])
    page = department.page("Lịch sử hình thành")
    found = links(client)
    lists = {kind.LIST_VIEW for kind in kinds().values() if kind.LIST_VIEW}
    assert len(lists) > 8
    for path in (section.path, topic.get_absolute_url(), page.path, "/van-ban/", "/lien-he/"):
        assert path in found
    assert {place.path for place in ABOUT_PAGES} <= set(found)
    assert "Thông báo" in found[section.path]


def test_it_leads_to_every_page_that_crawlers_are_told_of(client):
    listed = {reverse(name) for name in settings.SITEMAP_PAGES} - {"/so-do/"}
    assert listed - set(links(client)) == set()


# Forms of a page that it leads to, or a step behind a form.
BEHIND_OTHERS = {
    "subscriptions:follow",
    "subscriptions:sent",
    "questions:tracked",
    "enterprises:join_sent",
}
NOT_FOR_READERS = ("/doanh-nghiep/cua-toi/", "/tai-khoan/", "/en/")


def test_every_page_of_its_own_for_readers_is_on_it_and_in_the_crawlers_map(client):
    builders.article("Tin", topics=[Topic.objects.create(name="Bưu chính")])
    apart = {*NO_PAGES, *SIGNED_IN, *FOR_STAFF, *BEHIND_OTHERS}
    wanted = {
        route.text
        for route in pages()
        if not route.parts
        and route.name not in apart
        and not route.text.startswith(NOT_FOR_READERS)
    }
    assert {"/diem-phuc-vu/", "/su-kien/vuong-mac/", "/gop-y/tra-cuu/"} <= wanted
    crawled = BeautifulSoup(client.get("/sitemap-trang.xml").content, "html.parser").select("loc")
    assert wanted - {"/so-do/"} - set(links(client)) == set()
    assert wanted - {loc.text.removeprefix(settings.SITE_URL) for loc in crawled} == set()


def test_each_of_its_links_leads_somewhere(client):
    builders.section("Thông báo")
    for path in links(client):
        assert client.get(path).status_code in (200, 302), path


def test_what_is_not_public_is_not_on_it(client):
    department.page("Trang kín", state=State.DRAFT, published_at=None)
    topic = Topic.objects.create(name="Chủ đề kín")
    builders.article("Bản thảo", state=State.DRAFT, published_at=None, topics=[topic])
    text = client.get("/so-do/").text
    assert "Trang kín" not in text
    assert "Chủ đề kín" not in text


def test_every_page_leads_to_it(client):
    assert 'href="/so-do/"' in client.get("/gioi-thieu/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_few_queries(client, django_assert_num_queries, rows):
    for number in range(rows):
        builders.section(f"Mục {number}")
        topic = Topic.objects.create(name=f"Chủ đề {number}")
        builders.article(f"Tin {number}", topics=[topic])
        department.page(f"Trang {number}")
    with django_assert_num_queries(3):
        client.get("/so-do/")


@pytest.mark.parametrize(("topics", "leads_on"), [(2, False), (3, True)])
def test_it_leads_to_the_topics_that_it_has_no_room_for(client, monkeypatch, topics, leads_on):
    monkeypatch.setattr("portal.site.site_map.MAX_TOPICS", 2)
    for number in range(topics):
        topic = Topic.objects.create(name=f"Chủ đề {number}")
        builders.article(f"Tin {number}", topics=[topic])
    found = links(client)
    assert ("Mọi chủ đề" in found.values()) is leads_on
    assert "/chu-de/chu-de-2/" not in found
