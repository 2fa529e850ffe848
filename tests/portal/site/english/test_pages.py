"""Below /en/ the site speaks English, and shows there what exists in English."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.department.models import Department, Post, Unit
from portal.editing.checks.translations import is_vietnamese
from portal.kit.text.normalize import fold
from portal.publishing import services, workflow
from portal.publishing.models import State, Topic
from tests import builders
from tests.projects.builders import indicator

pytestmark = pytest.mark.django_db


def soup(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


OWN = [
    "/en/",
    "/en/gioi-thieu/",
    "/en/gioi-thieu/chuc-nang-nhiem-vu/",
    "/en/gioi-thieu/co-cau-to-chuc/",
    "/en/gioi-thieu/lanh-dao/",
    "/en/gioi-thieu/tiep-cong-dan/",
    "/en/gioi-thieu/bao-chi/",
    "/en/lien-he/",
    "/en/tim-kiem/",
]


@pytest.mark.parametrize("address", OWN)
def test_the_sites_own_pages_speak_english(client, address):
    page = soup(client, address)
    assert page.html["lang"] == "en"
    assert page.select_one(".masthead")["lang"] == "en"
    assert "Department of Posts and Telematics" in page.title.get_text()
    assert [link["href"] for link in page.select(".menu a")] == [
        "/en/tin-tuc/", "/en/quy-hoach/", "/en/chi-tieu/", "/en/doanh-nghiep/",
        "/en/du-lieu/", "/en/gioi-thieu/", "/en/lien-he/",
    ]  # fmt: skip
    assert page.select_one('meta[property="og:locale"]')["content"] == "en_GB"


def test_the_first_page_tells_machines_whose_it_is(client):
    data = json.loads(soup(client, "/en/").select_one('script[type="application/ld+json"]').string)
    assert data["@type"] == "GovernmentOrganization"


@pytest.mark.parametrize("address", OWN)
def test_what_is_vietnamese_on_them_is_marked(client, address):
    """The interface is English; what is not translated says that it is Vietnamese."""
    facts = {"address": "Số 36 đường Lê Lợi, thành phố Huế", "functions": "Sở tham mưu cho tỉnh."}
    Department.objects.create(pk=1, **facts)
    unit = Unit.objects.create(name="Phòng Bưu chính Viễn thông", name_en="Postal Division")
    Post.objects.create(title="Trưởng phòng phụ trách viễn thông của tỉnh", unit=unit)
    page = soup(client, address)
    for foreign in page.select("[lang=vi]"):
        foreign.decompose()
    assert not is_vietnamese(page.get_text(" "))
    words = [each for each in page.stripped_strings if is_marked(each)]
    names = ("Thừa Thiên Huế",)
    assert [each for each in words if not any(name in each for name in names)] == []


def is_marked(text):
    # “only” is written as a Vietnamese “onli” would be: marks alone tell.
    return any(fold(word) != word.lower() for word in re.findall(r"[^\W\d_]+", text))


def test_structure_functions_and_contacts_are_english_where_translated(client):
    Department.objects.create(pk=1,
        functions="Tham mưu", functions_en="Advises the province.", address="Huế",
        address_en="36 Le Loi Street",
    )  # fmt: skip
    Unit.objects.create(name="Phòng Bưu chính", name_en="Postal Division")
    assert "Advises the province." in soup(client, OWN[2]).main.get_text()
    assert "Postal Division" in soup(client, OWN[3]).main.get_text()
    assert "36 Le Loi Street" in soup(client, "/en/lien-he/").main.get_text()
    assert "Phòng Bưu chính" not in soup(client, OWN[3]).get_text()


def test_about_pages_lead_to_each_other_in_english(client):
    for address in OWN[1:7]:
        for link in soup(client, address).select("main a[href]"):
            href = link["href"]
            is_there = href.startswith(("/en/", "#", "mailto:", "tel:"))
            assert is_there or link.get("hreflang") == "vi", (address, href)


def test_what_is_called_in_english_is_in_english_or_says_that_it_is_not(client):
    for address in ("/en/tim-kiem/", "/en/tim-kiem/?q=xyzxyz", "/en/lien-he/", "/en/tin-tuc/"):
        links = soup(client, address).select('main a[href^="/"], .site-footer-end a')
        assert len(links) >= 5, address
        silent = [a["href"] for a in links if not a.get("type") and a.get("hreflang") != "vi"]
        assert [path for path in silent if not path.startswith("/en/")] == [], address


def test_lists_that_exist_in_english_are_led_to(client):
    found = {link["href"] for link in soup(client, "/en/tim-kiem/").select(".search-often a")}
    assert {"/en/thu-tuc/", "/en/van-ban/", "/en/hoi-dap/"} <= found
    assert soup(client, "/en/lien-he/").select_one('.contact-before a[href="/en/thu-tuc/"]')
    foot = soup(client, "/en/").select(".site-footer-end a")
    assert "/en/theo-doi/thu/" in [link["href"] for link in foot]
    vietnamese = soup(client, "/").select(".site-footer-end a")
    assert [link.get("hreflang") for link in vietnamese] == [None] * 4


def test_neither_header_nor_cookie_changes_the_language(client):
    client.cookies["django_language"] = "en"
    page = client.get("/lien-he/", headers={"accept-language": "en"})
    assert 'lang="vi"' in page.text
    page = client.get("/en/gioi-thieu/", headers={"accept-language": "vi"})
    assert 'html lang="en"' in page.text
    assert not page.cookies


def test_the_page_after_an_english_one_is_vietnamese_again(client):
    assert soup(client, "/en/").html["lang"] == "en"
    assert soup(client, "/").html["lang"] == "vi"


def test_an_english_version_stands_at_the_address_of_its_page(client):
    article = builders.article("Mật độ điện thoại")
    builders.english(article, "Telephone density", translator_note="Translated by the office.")
    page = soup(client, "/en/tin-tuc/mat-do-dien-thoai/")
    assert page.h1.get_text() == "Telephone density"
    assert page.html["lang"] == "en"
    assert page.time.get_text() == "1 February 2007 10:27"
    assert page.time["datetime"] == "2007-02-01T10:27:14+07:00"
    main = page.main
    assert "Translated by the office." in main.get_text()
    original = main.select_one('a[hreflang="vi"]')
    assert (original["href"], original["lang"]) == ("/tin-tuc/mat-do-dien-thoai/", "vi")
    assert page.select_one('link[rel="canonical"]')["href"].endswith(
        "/en/tin-tuc/mat-do-dien-thoai/"
    )


def test_topics_stand_apart_from_the_text_as_below_an_article(client):
    article = builders.article(
        "Mật độ điện thoại", topics=[Topic.objects.create(name="Viễn thông")]
    )
    builders.english(article, "Telephone density")
    page = soup(client, "/en/tin-tuc/mat-do-dien-thoai/")
    assert page.select_one("article > section.related .topics a") is not None


def test_machines_read_which_work_it_translates(client):
    builders.english(builders.article("Một"), "One")
    text = client.get("/en/tin-tuc/mot/").text
    assert '"@type":"NewsArticle","headline":"One"' in text
    assert '"inLanguage":"en"' in text
    assert '"translationOfWork":{"@type":"NewsArticle","name":"Một","inLanguage":"vi"' in text


def test_paper_and_machines_are_told_the_day_once_and_the_english_home(client, settings):
    page = soup(client, builders.english(builders.article("Một"), "One").path)
    assert page.select_one(".print-only:not(.qr-print)").text.count("Published:") == 1
    (way,) = [
        data
        for data in (json.loads(each.string) for each in page.select("script[type*='ld+json']"))
        if data["@type"] == "BreadcrumbList"
    ]
    home = page.select_one(".breadcrumbs a")["href"]
    assert home == "/en/"
    assert way["itemListElement"][0]["item"] == settings.SITE_URL + home


def test_a_page_that_is_not_translated_says_so_and_leads_to_it(client):
    builders.article("Chưa dịch")
    page = soup(client, "/en/tin-tuc/chua-dich/", status=404)
    assert page.h1.get_text() == "This page is in Vietnamese only"
    link = page.main.select_one('a[hreflang="vi"]')
    assert (link["href"], link.get_text()) == ("/tin-tuc/chua-dich/", "Chưa dịch")
    assert page.select_one('link[rel="canonical"]') is None
    assert page.select_one('link[rel="alternate"][hreflang]') is None


def test_a_page_of_the_site_that_is_vietnamese_alone_leads_to_it(client):
    page = soup(client, "/en/diem-phuc-vu/", status=404)
    assert page.main.select_one('a[href="/diem-phuc-vu/"]')


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
def test_what_is_hidden_in_vietnamese_is_told_to_nobody_in_english(client, state):
    builders.article("Bí mật", state=state)
    page = soup(client, "/en/tin-tuc/bi-mat/", status=404)
    assert page.h1.get_text() == "Page not found"
    assert "Bí mật" not in page.get_text()


@pytest.mark.parametrize(
    "address",
    ["/en/admin/", "/en/tai-khoan/login/", "/en/khong-co/", "/en/tin-tuc/2007/", "/en/a.b/"],
)
def test_all_else_below_en_is_not_found_in_english(client, address):
    page = soup(client, address, status=404)
    assert page.html["lang"] == "en"
    assert page.h1.get_text() == "Page not found"
    assert page.select_one(".error-page .button")["href"] == "/en/"
    assert page.select_one("main form")["action"] == "/en/tim-kiem/"


def test_bad_requests_are_answered_in_english(client):
    page = soup(client, "/en/tim-kiem/?q=%ff", status=400)
    assert page.html["lang"] == "en"
    assert page.h1.get_text() == "The request cannot be read"


def test_the_list_of_a_kind_holds_what_is_translated_of_it(client):
    article = builders.article("Một")
    builders.article("Hai")
    builders.english(article, "One")
    page = soup(client, "/en/tin-tuc/")
    assert [link.get_text() for link in page.select(".article-card a")] == ["One"]
    assert "Hai" not in page.get_text()
    assert page.main.select_one('a[hreflang="vi"]')["href"] == "/tin-tuc/"
    assert page.select_one('meta[name="robots"]') is None
    assert "One" not in soup(client, "/en/du-an/").main.get_text()


def test_a_text_has_the_day_and_the_section_of_its_original_and_leads_to_itself_only(client):
    article = builders.article("Một", section=builders.section("Riêng"))
    builders.english(article, "One", published_at=timezone.now())
    for address in ("/en/tin-tuc/", "/en/"):
        kicker = soup(client, address).select_one(".article-card .kicker")
        assert kicker.time["datetime"] == timezone.localtime(article.published_at).isoformat()
        assert kicker.select_one('span[lang="vi"]').get_text() == article.section.name
        assert kicker.a is None  # The section's page is in Vietnamese.


def test_what_is_a_sample_in_vietnamese_is_marked_on_english_cards(client):
    builders.english(builders.article("Một", is_sample=True), "One")
    for address in ("/en/tin-tuc/", "/en/"):
        assert soup(client, address).select_one(".article-card .kicker .sample-mark") is not None


def test_a_list_without_translations_says_so_and_is_kept_from_search_engines(client):
    builders.article("Chưa dịch")
    page = soup(client, "/en/tin-tuc/")
    assert "Nothing of this has been translated yet." in page.main.get_text()
    assert page.select_one('meta[name="robots"]')["content"] == "noindex, follow"


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "9" * 30])
def test_a_page_of_the_list_that_is_not_there_is_not_found(client, number):
    assert client.get(f"/en/tin-tuc/?trang={number}").status_code == 404


def test_the_home_page_shows_the_newest_by_kind(client):
    builders.english(builders.article("Một"), "One")
    page = soup(client, "/en/")
    assert [heading.get_text() for heading in page.select("main h2")] == [
        "The department",
        "Articles",
    ]
    assert [link.get_text() for link in page.select(".article-card a")] == ["One"]
    assert page.select_one(".section-head a")["href"] == "/en/tin-tuc/"


def test_the_vietnamese_list_and_home_do_not_show_english_versions(client):
    builders.english(builders.article("Một"), "One single")
    for address in ("/", "/tin-tuc/", "/tin-tuc/rss.xml", "/tin-tuc/2007/02/"):
        assert "One single" not in client.get(address).text, address


def test_it_is_hidden_with_its_page_and_comes_back_with_it(client):
    article = builders.article("Một")
    builders.english(article, "One")
    workflow.transition(article, to=State.WITHDRAWN, by=None)
    assert client.get("/en/tin-tuc/mot/").status_code == 404
    assert "One" not in soup(client, "/en/").main.get_text()
    article.refresh_from_db()
    workflow.transition(article, to=State.PUBLISHED, by=None)
    assert client.get("/en/tin-tuc/mot/").status_code == 200


def test_it_moves_with_its_page_and_old_addresses_lead_on(client):
    article = builders.article("Một")
    builders.english(article, "One")
    article.slug = "hai"
    services.save(article, by=None)
    assert client.get("/en/tin-tuc/hai/").status_code == 200
    answer = client.get("/en/tin-tuc/mot/?a=1")
    assert (answer.status_code, answer["Location"]) == (301, "/en/tin-tuc/hai/?a=1")
    assert client.get("/tin-tuc/mot/")["Location"] == "/tin-tuc/hai/"


def test_it_moves_with_a_page_that_readers_do_not_see(client):
    article = builders.article("Một")
    version = builders.english(article, "One")
    workflow.transition(article, to=State.WITHDRAWN, by=None)
    article.refresh_from_db()
    article.slug = "hai"
    services.save(article, by=None)
    version.refresh_from_db()
    assert (version.path, version.slug) == ("/en/tin-tuc/hai/", "hai")


def test_a_correction_is_told_in_english(client):
    version = builders.english(builders.article("Một"), "One", body="<p>Ten lines</p>")
    version.body, version.correction = "<p>Eleven lines</p>", "It was eleven."
    services.save(version, by=None)
    page = soup(client, "/en/tin-tuc/mot/")
    assert "It was eleven." in page.get_text()
    address = page.select_one(".correction a")["href"]
    compared = soup(client, address)
    assert compared.html["lang"] == "en"
    assert compared.h1.get_text() == "What the correction changed"
    assert compared.select_one("ins").get_text() == "right words"


def test_readers_are_told_when_the_vietnamese_has_moved_on(client):
    article = builders.article("Một", body="<p>cũ</p>")
    builders.english(article, "One")
    assert "has changed" not in client.get("/en/tin-tuc/mot/").text
    article.body = "<p>mới</p>"
    services.save(article, by=None)
    notice = soup(client, "/en/tin-tuc/mot/").select_one(".notice")
    day = f"{timezone.localtime(article.updated_at):%-d %B %Y}"
    assert "The Vietnamese page has changed" in notice.get_text()
    assert day in notice.get_text()


def test_a_change_that_is_no_text_makes_nothing_old(client):
    article = builders.article("Một")
    builders.english(article, "One")
    services.save(article, by=None, topics=[])
    article.is_sample = True
    services.save(article, by=None)
    assert "has changed" not in client.get("/en/tin-tuc/mot/").text


def test_search_below_en_finds_english_texts_only(client):
    builders.english(builders.article("Mạng điện thoại mobile"), "Mobile telephones")
    builders.article("Điện thoại mobile khác")
    page = soup(client, "/en/tim-kiem/?q=mobile")
    assert [link.get_text() for link in page.select(".search-result a")] == ["Mobile telephones"]
    assert page.select_one(".search-result-about strong").get_text() == "Article"
    assert page.select_one("select[name=loai]") is None
    assert page.select_one("main form")["action"] == "/en/tim-kiem/"


def test_search_in_vietnamese_marks_what_is_english(client):
    builders.english(builders.article("Mạng điện thoại mobile"), "Mobile telephones")
    hits = soup(client, "/tim-kiem/?q=mobile").select(".search-result")
    assert {hit.h3.get_text(): hit.h3.a.get("lang") for hit in hits} == {
        "Mobile telephones": "en",
        "Mạng điện thoại mobile": None,
    }


def test_the_feed_holds_the_newest_in_english(client):
    builders.english(builders.article("Một"), "One")
    builders.english(indicator("Mật độ"), "Density")
    for address, titles in (
        ("/en/rss.xml", ["Density", "One"]),
        ("/en/tin-tuc/rss.xml", ["One"]),
        ("/en/chi-tieu/rss.xml", ["Density"]),
    ):
        text = client.get(address).text
        assert "<language>en</language>" in text
        assert re.findall(r"<item>.*?<title>(.*?)</title>", text) == titles
        assert "Một" not in text
    assert "/en/tin-tuc/mot/</link>" in client.get("/en/tin-tuc/rss.xml").text
    assert client.get("/en/atom.xml").status_code == 200
    assert client.get("/en/feed.json").json()["language"] == "en"


def test_the_feed_of_the_whole_site_holds_what_is_vietnamese(client):
    builders.english(builders.article("Một"), "One single")
    for address in ("/rss.xml", "/tin-tuc/rss.xml"):
        text = client.get(address).text
        assert "Một" in text
        assert "One single" not in text


def translated(number):
    for name in ("Một", "Hai", "Ba")[:number]:
        builders.english(builders.article(name), f"English of {name}")


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_as_often_for_many_rows_as_for_one(client, number, django_assert_num_queries):
    translated(number)
    for address, queries in (("/en/", 3), ("/en/tin-tuc/", 1), ("/en/rss.xml", 3)):
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
    # The page, its files and its topics.
    with django_assert_num_queries(3):
        assert client.get("/en/tin-tuc/mot/").status_code == 200
