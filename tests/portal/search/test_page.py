import pytest
from bs4 import BeautifulSoup

from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("abbreviations")]

TITLE = "Hội nghị triển khai kế hoạch năm 2007 của Sở BCVT Thừa Thiên Huế"
BODY = "<p>Sở Bưu chính Viễn thông tỉnh Thừa Thiên –Huế đã tổ chức Hội nghị &lt;tổng kết&gt;.</p>"


def page(client, **asked):
    response = client.get("/tim-kiem/", asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def links(soup):
    return [link["href"] for link in soup.select(".search-result a")]


@pytest.mark.parametrize(
    "query",
    [
        "hoi nghi trien khai",
        "Hội nghị triển khai",
        "HỘI NGHỊ",
        "bcvt thua thien hue",
        "bưu chính viễn thông",
    ],
)
def test_it_shows_the_article_as_a_link_in_a_result(client, query):
    article = builders.article(TITLE, body=BODY)
    builders.article("Cải cách thủ tục hành chính")
    assert links(page(client, q=query)) == [article.path]


def test_it_marks_what_was_found_and_escapes_the_rest(client):
    builders.article("<b>Hội</b> nghị", body=BODY)
    soup = page(client, q="tổng kết")
    assert [mark.text for mark in soup.select(".search-result mark")] == ["tổng kết"]
    assert soup.select(".search-result b") == []


def test_it_asks_robots_not_to_keep_it(client):
    assert page(client).select_one('meta[name="robots"]')["content"] == "noindex, follow"


def test_it_shows_the_kind_and_the_day(client):
    builders.article(TITLE)
    soup = page(client, q="hội nghị", loai="article", tu="01/02/2007", den="01/02/2007")
    assert soup.select_one(".search-result time")["datetime"] == "2007-02-01T10:27:14+07:00"


@pytest.mark.parametrize(
    "wrong", [{"tu": "31/02/2007"}, {"den": "hôm qua"}, {"tu": "02/02/2007", "den": "01/02/2007"}]
)
def test_it_says_what_is_wrong_with_a_day_and_keeps_what_was_typed(client, wrong):
    builders.article(TITLE)
    soup = page(client, q="hội nghị", loai="article", **wrong)
    assert len(soup.select(".errorlist li")) == 1
    assert links(soup) == []
    for name, value in ({"q": "hội nghị"} | wrong).items():
        assert soup.select_one(f'main input[name="{name}"]')["value"] == value
    assert soup.select_one("main option[selected]")["value"] == "article"


def test_it_says_that_there_is_no_such_kind(client):
    soup = page(client, q="hội nghị", loai="bí mật")
    assert len(soup.select(".errorlist li")) == 1


@pytest.mark.parametrize("number", ["0", "-1", "abc", str(10**9), "2", "1.0", "٢", "499"])
def test_it_has_no_page_beyond_the_last(client, number):
    builders.article(TITLE)
    assert client.get("/tim-kiem/", {"q": "hội nghị", "trang": number}).status_code == 404


def test_it_leads_to_the_next_page_with_the_same_question(client):
    for number in range(21):
        builders.article(f"Giao ban {number}")
    first = page(client, q="giao ban", loai="article")
    following = first.select_one('a[rel="next"]')["href"]
    second = client.get(f"/tim-kiem/{following}")
    assert len(links(first)) == 20
    assert len(links(BeautifulSoup(second.content, "html.parser"))) == 1


@pytest.mark.parametrize("query", ["", "   ", "!!!", "<script>alert(1)</script>", "%s{{ 7 }}"])
def test_it_answers_a_question_without_an_answer(client, query):
    builders.article(TITLE)
    soup = page(client, q=query)
    assert links(soup) == []
    assert soup.select("main script") == []
    assert len(soup.select("h1")) == 1


def test_it_refuses_a_nul(client):
    assert client.get("/tim-kiem/?q=a%00b").status_code == 400
    assert client.get("/tim-kiem/?q=%ff").status_code == 400


def test_it_says_that_a_long_question_was_cut(client):
    assert page(client, q="hội " * 20).select(".search-note") != []
