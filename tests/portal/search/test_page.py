from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from portal.publishing.models.kinds import public_kinds
from portal.search import candidates, corrections, vocabulary
from portal.search.models import PickedResult
from portal.subscriptions.subjects import OfSearch
from tests import builders
from tests.projects import builders as projects

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("abbreviations")]

TITLE = "Hội nghị triển khai kế hoạch năm 2007 của Sở BCVT Thừa Thiên Huế"
BODY = "<p>Sở Bưu chính Viễn thông tỉnh Thừa Thiên –Huế đã tổ chức Hội nghị &lt;tổng kết&gt;.</p>"


def page(client, **parameters):
    response = client.get("/tim-kiem/", parameters)
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


def test_it_asks_robots_not_to_keep_what_somebody_searched(client):
    answer = page(client, q="tổng kết")
    assert answer.select_one('meta[name="robots"]')["content"] == "noindex, follow"
    assert page(client).select_one('meta[name="robots"]') is None


def followed_on(soup):
    link = soup.select_one(".follow-link a")
    return link and parse_qs(urlsplit(link["href"]).query)["q"][0]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("điện thoại", "điện thoại"),
        ("dien thaoi", "dien thoai"),
        ('"điễn thoai"', '"dien thoai"'),
    ],
)
def test_what_is_followed_is_what_is_shown(client, typed, words):
    shown = builders.article("Mật độ điện thoại", summary="")
    vocabulary.refresh()
    soup = page(client, q=typed)
    assert shown.path in links(soup)
    assert followed_on(soup) == words
    assert OfSearch(words).rows().filter(pk=shown.pk).exists()


@pytest.mark.parametrize("typed", ["phủ sóng di động vùng biển", "truyen thongg"])
def test_what_lacks_words_or_merely_looks_like_them_is_not_followed(client, typed):
    builders.article("Phủ sóng di động vùng cao", summary="")
    builders.article("Festival nghề truyền thống Huế", summary="")
    soup = page(client, q=typed)
    assert len(links(soup)) == 1
    assert followed_on(soup) is None


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
    assert soup.select('main script:not([type="application/ld+json"])') == []
    assert len(soup.select("h1")) == 1


def test_it_refuses_a_nul(client):
    assert client.get("/tim-kiem/?q=a%00b").status_code == 400
    assert client.get("/tim-kiem/?q=%ff").status_code == 400


def test_it_says_that_a_long_question_was_cut(client):
    assert page(client, q="hội " * 20).select(".search-note") != []


# --- what was meant, and what it can be narrowed down to ------------------------------------------


def text(soup, choice):
    return [" ".join(found.text.split()) for found in soup.select(choice)]


def test_it_says_plainly_that_it_shows_what_was_meant(client):
    article = builders.article("Mật độ điện thoại")
    vocabulary.refresh()
    soup = page(client, q="dien thaoi", loai="article")
    assert links(soup) == [article.path]
    assert text(soup, ".search-note") == [
        "Không có trang nào chứa “dien thaoi”. Dưới đây là kết quả cho dien thoai."
    ]
    meant = soup.select_one("a.search-meant")
    assert meant["href"] == "?q=dien+thoai&loai=article"
    assert [mark.text for mark in meant.select("mark")] == ["thoai"]
    assert soup.select_one("main input[name=q]")["value"] == "dien thaoi"


def test_it_asks_whether_something_else_was_meant_and_shows_what_was_typed(client, monkeypatch):
    monkeypatch.setattr(corrections, "COMMONER", 2)
    for number in range(3):
        builders.article(f"Điện thoại {number}")
    typed = builders.article("Điện thaoi")
    vocabulary.refresh()
    soup = page(client, q="dien thaoi")
    assert links(soup)[0] == typed.path
    assert text(soup, ".search-note") == ["Có phải Anh/Chị muốn tìm dien thoai?"]
    again = client.get(f"/tim-kiem/{soup.select_one('a.search-meant')['href']}")
    found = links(BeautifulSoup(again.content, "html.parser"))
    assert sum(path.startswith("/tin-tuc/") for path in found) == 3


def test_a_correction_is_no_way_to_bring_markup_in(client):
    builders.article("Điện thoại")
    vocabulary.refresh()
    soup = page(client, q="<img src=x> dien thaoi")
    assert soup.select("main img") == []


def test_it_says_that_pages_lack_words(client):
    builders.article("Phủ sóng di động vùng cao")
    assert text(page(client, q="phủ sóng di động vùng biển"), ".search-note") == [
        "Không có trang nào chứa đủ các từ này; dưới đây là những trang có phần lớn các từ."
    ]
    builders.article("Phủ sóng di động vùng biển")
    assert text(page(client, q="phủ sóng di động vùng biển"), ".search-note") == [
        "1 trang đầu có đủ các từ này, những trang còn lại có phần lớn các từ."
    ]


def test_it_counts_those_with_all_words_behind_the_picked_ones(client):
    PickedResult.objects.create(words="phủ sóng vùng biển", page=builders.article("Bảng giá"))
    builders.article("Phủ sóng vùng cao", summary="")
    builders.article("Phủ sóng vùng biển")
    assert text(page(client, q="phủ sóng vùng biển"), ".search-note") == [
        "Sau các trang Sở chọn giới thiệu, 1 trang đầu có đủ các từ này, "
        "những trang còn lại có phần lớn các từ."
    ]


def test_it_counts_kinds_and_years_and_leads_to_them(client):
    builders.article("Giao ban một")
    builders.article("Giao ban hai", published_at=builders.FEBRUARY + timedelta(days=400))
    projects.project("Dự án giao ban")
    soup = page(client, q="giao ban")
    facets = {
        link.text: (link["href"], link.find_next_sibling().text)
        for link in soup.select(".search-facets a")
    }
    labels = dict(public_kinds())
    assert facets[labels["article"]] == ("?q=giao+ban&loai=article", "2")
    assert facets[labels["project"]] == ("?q=giao+ban&loai=project", "1")
    assert facets["2008"] == ("?q=giao+ban&tu=01%2F01%2F2008&den=31%2F12%2F2008", "1")
    year = page(client, q="giao ban", tu="01/01/2008", den="31/12/2008")
    assert len(links(year)) == 1
    assert text(year, ".search-facets a[aria-current]") == ["2008"]
    assert year.select_one(".search-facets a")["href"] == "?q=giao+ban"
    kind = page(client, q="giao ban", loai="project", trang="1")
    assert kind.select_one(".search-facets a")["href"] == "?q=giao+ban"
    assert len(links(kind)) == 1


def test_where_more_matched_than_were_counted_it_says_more_than(client, monkeypatch):
    monkeypatch.setattr(candidates, "MAX_CANDIDATES", 3)
    for number in range(3):
        builders.article(f"Giao ban {number}", published_at=builders.FEBRUARY)
    builders.article("Giao ban", published_at=builders.FEBRUARY + timedelta(days=400))
    counts = text(page(client, q="giao ban"), ".search-facet-count")
    assert counts
    assert all(count.startswith("hơn ") for count in counts)


def test_with_one_kind_and_one_year_there_is_nothing_to_narrow_down(client):
    builders.article("Giao ban")
    assert page(client, q="giao ban").select(".search-facets") == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_queries_whatever_it_finds(client, rows, django_assert_num_queries):
    for number in range(rows):
        builders.article(f"Giao ban {number}")
    vocabulary.refresh()
    client.get("/tim-kiem/?q=giao+ban")
    # Thirteen of them read the site's places, which are kept only outside of transactions.
    with django_assert_num_queries(43):
        client.get("/tim-kiem/?q=giao+ban")


def test_its_days_and_years_are_said_to_be_those_of_publication(client):
    """A document found beside its day of issue, years before, is not left out without a word."""
    builders.article("Giao ban quý I")
    builders.article("Giao ban quý II", published_at=builders.FEBRUARY + timedelta(days=400))
    soup = page(client, q="giao ban")
    assert text(soup, ".search-filters label")[1:] == ["Đăng từ ngày", "Đăng đến ngày"]
    assert text(soup, ".search-facets h2") == ["Năm đăng"]
