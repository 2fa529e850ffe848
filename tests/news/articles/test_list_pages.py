"""Lists of news: all of it, of a section, of a year or month; twenty a page, newest first."""

from datetime import datetime, timedelta

import pytest

from news.articles.models import Article
from tests.news.articles.test_article_page import NOT_PUBLIC
from tests.news.builders import CONFERENCE, VIETNAM, article, section

pytestmark = pytest.mark.django_db
LISTS = [
    "/tin-tuc/",
    "/tin-tuc/chuyen-muc/vien-thong/",
    "/tin-tuc/2007/",
    "/tin-tuc/2007/02/",
]
WRONG_NUMBERS = [
    "0", "-1", "abc", "1000000000", "2", "1.5", "", "１", "1e3", " 1", "501", "9" * 5000,
]  # fmt: skip


def titles(response) -> list[str]:
    return [each.title for each in response.context["page"].rows]


def test_it_shows_twenty_newest_first_and_leads_on(client) -> None:
    shelf = section()
    for number in range(23):
        article(f"Bài {number:02}", section=shelf)
    for path in LISTS:
        first, second = client.get(path), client.get(path, {"trang": "2"})
        assert titles(first) == [f"Bài {number:02}" for number in range(22, 2, -1)], path
        assert titles(second) == ["Bài 02", "Bài 01", "Bài 00"], path
        assert "trang=2" in first.text, path
        assert first.text.count("<h1") == 1, path


@pytest.mark.parametrize("fields", NOT_PUBLIC)
def test_it_leaves_out_what_is_not_public(client, fields) -> None:
    shelf = section()
    article("Công khai", section=shelf)
    article("Bí mật", section=shelf, **fields)
    for path in LISTS:
        response = client.get(path)
        assert titles(response) == ["Công khai"], path
        assert "Bí mật" not in response.text, path


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_as_many_queries_however_many_articles_there_are(
    client, django_assert_num_queries, path: str, count: int
) -> None:
    shelf = section()
    for number in range(count):
        article(f"Bài {number}", section=shelf)
    with django_assert_num_queries(4 if "chuyen-muc" in path else 3):
        assert len(titles(client.get(path))) == count


@pytest.mark.parametrize("path", LISTS)
def test_it_has_no_page_of_a_wrong_number(client, path: str) -> None:
    article(section=section())
    for number in WRONG_NUMBERS:
        assert client.get(path, {"trang": number}).status_code == 404, number


@pytest.mark.parametrize("path", ["/tin-tuc/", "/tin-tuc/chuyen-muc/vien-thong/", "/tin-tuc/1996/"])
def test_it_is_never_an_empty_block(client, path: str) -> None:
    section()
    response = client.get(path)
    assert response.status_code == 200
    assert titles(response) == []


@pytest.mark.parametrize(
    "path",
    [
        "/tin-tuc/chuyen-muc/khong-co/",
        "/tin-tuc/0000/",
        "/tin-tuc/9999/",
        "/tin-tuc/9999/12/",
        "/tin-tuc/2007/00/",
        "/tin-tuc/2007/13/",
        "/tin-tuc/2007/2/",
        "/tin-tuc/20070/",
    ],
)
def test_it_has_no_page_of_what_no_calendar_or_shelf_has(client, path: str) -> None:
    article(section=section())
    assert client.get(path).status_code == 404


def test_it_keeps_a_month_by_viet_nams_clock(client) -> None:
    article("Cuối tháng 1", published_at=datetime(2007, 1, 31, 23, 59, 59, tzinfo=VIETNAM))
    article("Đầu tháng 2", published_at=datetime(2007, 2, 1, tzinfo=VIETNAM))
    article("Cuối tháng 2", published_at=datetime(2007, 2, 28, 23, 59, 59, tzinfo=VIETNAM))
    article("Đầu tháng 3", published_at=datetime(2007, 3, 1, tzinfo=VIETNAM))
    assert titles(client.get("/tin-tuc/2007/02/")) == ["Cuối tháng 2", "Đầu tháng 2"]


def test_it_names_the_months_that_have_public_news(client) -> None:
    article("Một", published_at=datetime(2006, 12, 31, 23, 59, tzinfo=VIETNAM))
    article("Hai", published_at=datetime(2007, 1, 1, tzinfo=VIETNAM))
    article("Ba", published_at=CONFERENCE)
    article("Bốn", published_at=CONFERENCE)
    article("Bí mật", published_at=datetime(2008, 5, 1, tzinfo=VIETNAM), state="draft")
    assert client.get("/tin-tuc/").context["archive"] == ((2007, (2, 1)), (2006, (12,)))


def test_it_orders_articles_of_one_moment_the_same_each_time(client) -> None:
    made = [article(f"Bài {number}") for number in range(5)]
    for each in made[:2]:
        Article.objects.filter(pk=each.pk).update(updated_at=each.updated_at + timedelta(days=1))
    assert titles(client.get("/tin-tuc/")) == [f"Bài {number}" for number in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize("path", LISTS)
def test_the_file_of_all_news_is_called_so_below_a_part_of_them(client, path: str) -> None:
    article("Trong mục", section=section())
    page = client.get(path).text
    assert "Dữ liệu của mọi tin:" in page
    assert "Dữ liệu của danh sách này" not in page
