"""RSS and Atom: whole, well-formed, and of public articles only."""

from xml.etree import ElementTree

import pytest
from django.utils import timezone

from news.articles.models import Author
from portal.publishing.models import State
from portal.publishing.services import save
from portal.publishing.workflow import transition
from tests.news.articles.test_article_page import NOT_PUBLIC
from tests.news.builders import article, section

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = [
    "/tin-tuc/rss.xml",
    "/tin-tuc/atom.xml",
    "/tin-tuc/chuyen-muc/vien-thong/rss.xml",
    "/tin-tuc/chuyen-muc/vien-thong/atom.xml",
]


def entries(client, path: str) -> list[str | None]:
    root = ElementTree.fromstring(client.get(path).content)  # noqa: S314  # our own text
    return [
        each.findtext("title") or each.findtext(f"{ATOM}title")
        for each in [*root.iter("item"), *root.iter(f"{ATOM}entry")]
    ]


def test_it_has_the_twenty_newest(client) -> None:
    shelf = section()
    for number in range(22):
        article(f"Bài {number:02} & <b>", section=shelf)
    newest = [f"Bài {number:02} & <b>" for number in range(21, 1, -1)]
    assert {path: entries(client, path) for path in FEEDS} == dict.fromkeys(FEEDS, newest)


@pytest.mark.parametrize("fields", NOT_PUBLIC)
def test_it_leaves_out_what_is_not_public(client, fields) -> None:
    shelf = section()
    article("Công khai", section=shelf)
    article("Bí mật", section=shelf, **fields)
    for path in FEEDS:
        assert entries(client, path) == ["Công khai"], path
        assert "Bí mật" not in client.get(path).text, path


@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_as_many_queries_however_many_articles_there_are(
    client, django_assert_num_queries, path: str, count: int
) -> None:
    shelf, author = section(), Author.objects.create(name="Phòng Viễn thông")
    for number in range(count):
        article(f"Bài {number}", section=shelf, author=author)
    # Where the site stands, the newest and their corrections.
    with django_assert_num_queries(4 if "chuyen-muc" in path else 3):
        assert len(entries(client, path)) == count


def test_it_tells_the_moment_with_its_offset_and_the_full_address(client, settings) -> None:
    article()
    address = settings.SITE_URL + "/tin-tuc/hoi-nghi-trien-khai-ke-hoach-nam-2007/"
    atom = client.get("/tin-tuc/atom.xml").text
    assert "<published>2007-02-01T03:27:14+00:00</published>" in atom
    assert address in atom
    assert address in client.get("/tin-tuc/rss.xml").text


def test_it_leaves_other_sections_out(client) -> None:
    section()
    article("Bưu chính", section=section("Bưu chính"))
    assert entries(client, "/tin-tuc/chuyen-muc/vien-thong/rss.xml") == []
    assert client.get("/tin-tuc/chuyen-muc/khong-co/rss.xml").status_code == 404


@pytest.mark.parametrize("path", FEEDS)
def test_it_stays_well_formed_whatever_was_typed(client, path: str) -> None:
    article("Tiếng chuông \x07 và \x0b", slug="chuong", summary="a\x1fb", section=section())
    assert len(entries(client, path)) == 1


@pytest.mark.parametrize("path", FEEDS)
def test_a_correction_is_an_entry_and_stands_in_that_of_its_article(client, path: str) -> None:
    shelf = section()
    article("Bài khác", section=shelf)
    corrected = article("Mật độ điện thoại", section=shelf)
    corrected.correction = "Là 35, không phải 53."
    save(corrected, by=None)
    assert entries(client, path)[:2] == ["Đính chính: Mật độ điện thoại", "Mật độ điện thoại"]
    feed = client.get(path).text
    day = timezone.localdate().strftime("%d/%m/%Y")
    assert f"Đính chính ngày {day}: Là 35, không phải 53." in feed
    assert f"{corrected.path}#dinh-chinh-{corrected.corrections.get().pk}" in feed


@pytest.mark.parametrize("path", FEEDS)
def test_a_correction_of_what_is_not_public_is_not_told(client, path: str) -> None:
    shelf = section()
    withdrawn = article("Bí mật", section=shelf)
    withdrawn.correction = "Kín"
    save(withdrawn, by=None)
    assert len(entries(client, path)) == 2
    transition(withdrawn, to=State.WITHDRAWN, by=None)
    assert entries(client, path) == []


@pytest.mark.parametrize("count", [1, 3])
def test_corrections_of_articles_in_the_feed_take_one_query_more(
    client, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        corrected = article(f"Bài {number}")
        corrected.correction = "Sửa"
        save(corrected, by=None)
    with django_assert_num_queries(4):
        assert len(entries(client, "/tin-tuc/rss.xml")) == 2 * count
