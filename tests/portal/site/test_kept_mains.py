"""What a page always shows is kept in parts; it is new after a change, and nobody's question."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.pagecache.fragments import fragments
from portal.publishing.models import Topic
from portal.site import english
from tests import builders
from tests.enterprises.builders import enterprise, product
from tests.news.builders import document

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_is_kept_yet(monkeypatch):
    monkeypatch.setattr("portal.pagecache.clock.ASK_AFTER", 60_000_000_000)
    fragments.cache_clear()


def documents():
    number = iter(range(1, 9))
    return "/van-ban/", lambda title: document(title=title, number=f"{next(number)}/2007/QĐ-UBND")


def topic():
    found = Topic.objects.create(name="Quy hoạch", slug="quy-hoach")
    return "/chu-de/quy-hoach/", lambda title: builders.article(title, topics=[found])


def directory():
    return "/doanh-nghiep/", enterprise


def profile():
    found = enterprise("Công ty Một")
    return found.path, lambda title: product(found, title)


def english_home():
    return "/en/", lambda title: builders.english(builders.article(title), title)


# Of each page how it is made, what publishes something on it, and what it asks where it is kept.
PAGES = [(documents, 0), (topic, 1), (directory, 0), (profile, 1), (english_home, 0)]


@pytest.mark.parametrize(("made", "queries"), PAGES)
def test_it_is_kept_until_something_is_published(client, made, queries):
    path, publish = made()
    publish("Đã đăng")
    first = client.get(path).text
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).text == first
    assert len(asked) == queries, [each["sql"] for each in asked]
    publish("Vừa đăng")
    assert "Vừa đăng" in client.get(path).text


def test_what_somebody_asks_of_a_list_is_kept_for_nobody(client):
    path, publish = documents()
    publish("Về viễn thông")
    assert "Về viễn thông" not in client.get(path, {"q": "bưu kiện"}).text
    assert "bưu kiện" not in client.get(path).text
    assert "Về viễn thông" in client.get(path).text


@pytest.mark.parametrize("path", ["/tin-tuc/", "/van-ban/", "/doanh-nghiep/"])
def test_pages_that_a_list_does_not_have_push_out_no_other_parts(client, path):
    client.get(path, {"trang": 999})
    before = set(fragments()._kept)
    for number in range(1000, 1003):
        assert client.get(path, {"trang": number}).status_code == 404
    assert set(fragments()._kept) == before


def test_an_english_text_of_a_kind_that_is_no_longer_installed_is_passed_over(client, monkeypatch):
    builders.english(builders.article("Tin"), "News of before")
    left = {name: kind for name, kind in english.kinds().items() if name != "article"}
    monkeypatch.setattr(english, "kinds", lambda: left)
    answer = client.get("/en/")
    assert (answer.status_code, "News of before" in answer.text) == (200, False)
