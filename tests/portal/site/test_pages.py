"""The shell around every page, and the portal's own pages: home, about, contact."""

import re
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from portal.department import identity
from portal.department.models import Department, Post
from portal.publishing.models import State, Topic
from portal.site.menu import entries
from portal.site.tags import figure, moment, per_hundred
from tests import builders
from tests.enterprises import builders as enterprises

pytestmark = pytest.mark.django_db

DEMO = "Trang minh họa, không phải trang chính thức"
OWN_PAGES = ["/", "/gioi-thieu/", "/lien-he/"]
# Some entries are parts of a page.
LISTS = sorted({entry.path.partition("#")[0] for entry in entries() if entry.is_followed})


def read(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "html.parser")


def attribute(page: BeautifulSoup, selector: str, name: str) -> Any:
    found = page.select(selector)
    assert len(found) == 1, (selector, found)
    return found[0][name]


@pytest.mark.parametrize("path", sorted({*OWN_PAGES, *LISTS}))
def test_every_page_has_one_heading_a_title_and_a_description(client, path):
    page = read(client, path)
    assert attribute(page, "html", "lang") == "vi"
    assert len(page.select("h1")) == 1
    assert page.select_one("h1").get_text(strip=True)
    assert page.title.string.strip()
    assert attribute(page, 'meta[name="description"]', "content")
    assert attribute(page, 'meta[property="og:title"]', "content") == page.title.string


def test_no_two_pages_have_the_same_title(client):
    titles = [read(client, path).title.string for path in {*OWN_PAGES, *LISTS}]
    assert len(titles) == len(set(titles))


def test_an_event_and_the_news_of_it_are_told_apart_by_their_titles(client):
    pages = [builders.article("Diễn đàn tháng Tư"), enterprises.event("Diễn đàn tháng Tư")]
    titles = {read(client, page.path).title.string for page in pages}
    assert len(titles) == 2


@pytest.mark.parametrize("path", OWN_PAGES)
def test_the_first_link_skips_to_the_content(client, path):
    page = read(client, path)
    assert page.select("a")[0]["href"] == "#noi-dung"
    assert page.select_one("main#noi-dung") is not None


@pytest.mark.parametrize("path", OWN_PAGES)
def test_a_page_needs_no_script_no_inline_style_and_no_other_host(client, path):
    page = read(client, path)
    assert page.select("script:not([type='application/ld+json'], [src]), style, [style]") == []
    # The code of its address is loaded for paper alone.
    loaded = [
        tag.get("src") or tag.get("href")
        for tag in page.select("link[rel~=stylesheet], img:not([loading=lazy])")
    ]
    assert len(loaded) == 1
    assert all(address.startswith("/static/") for address in loaded)


def test_a_page_for_everybody_sets_no_cookie_and_asks_nobody_who_they_are(client):
    response = client.get("/gioi-thieu/")
    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")


def test_own_pages_ask_the_database_little(client, django_assert_num_queries):
    # The facts and units for machines; the pages of text, or facts, receptions, fields and, where
    # no number is known, who to ask today.
    with django_assert_num_queries(3):
        client.get("/gioi-thieu/")
    with django_assert_num_queries(6):
        client.get("/lien-he/")


def test_the_demo_says_so_on_every_page(client, settings):
    settings.SITE_IS_DEMO = True
    for path in {*OWN_PAGES, *LISTS}:
        assert read(client, path).select_one(".demo-strip") is not None, path
    settings.SITE_IS_DEMO = False
    for path in OWN_PAGES:
        page = read(client, path)
        assert page.select_one(".demo-strip") is None
        assert DEMO not in page.get_text()


def test_the_menu_marks_where_the_reader_is(client):
    page = read(client, "/lien-he/")
    assert [link["href"] for link in page.select(".menu a")] == [each.path for each in entries()]
    assert attribute(page, ".menu [aria-current]", "href") == "/lien-he/"


@pytest.mark.parametrize(
    "path", ["/san-pham/", "/ha-tang/", "/quy-hoach/cam-ket/", "/gioi-thieu/dich-vu-cong/"]
)
def test_the_nearest_place_is_marked_below_its_word_of_the_menu(client, path):
    page = read(client, path)
    assert attribute(page, ".menu [aria-current]", "href") == path
    assert attribute(page, ".menu-group:has([aria-current])", "name") == "menu"


def test_the_footer_has_four_titled_lists_and_the_small_things_at_the_end(client):
    foot = read(client, "/").select_one(".site-footer")
    groups = {
        group.p.get_text(strip=True): [link["href"] for link in group.select("a")]
        for group in foot.select(".site-footer-links > div")
    }
    assert list(groups) == ["Người dân", "Doanh nghiệp", "Số liệu", "Sở và cổng này"]
    assert "/doanh-nghiep/cua-toi/" in groups["Doanh nghiệp"]
    assert [link["href"] for link in foot.select(".site-footer-end a")] == [
        "/khan-cap/", "/theo-doi/", "/so-do/", "/tai-khoan/login/",
    ]  # fmt: skip


def test_the_footer_says_how_the_department_is_reached_and_who_is_responsible(client):
    director = Post.objects.create(title="Giám đốc", holder="Trần Văn Mẫu")
    Department.objects.create(
        pk=1, address="6 Lê Lợi, Huế", phone="0234 3822 222", responsible=director,
        footer_note="Ghi rõ nguồn khi dùng lại.",
    )  # fmt: skip
    identity.KEPT.fix(None)
    foot = read(client, "/so-do/").select_one(".site-footer").get_text(" ", strip=True)
    for known in ("6 Lê Lợi, Huế", "0234 3822 222", "Giám đốc Trần Văn Mẫu", "Ghi rõ nguồn"):
        assert known in foot
    assert "chưa có thông tin" not in foot


def test_the_name_in_the_admin_goes_before_that_in_the_settings(client):
    Department.objects.create(pk=1, name="Sở Thử nghiệm tỉnh Mẫu", name_en="Department of Trials")
    identity.KEPT.fix(None)
    page = read(client, "/lien-he/")
    assert page.select_one(".site-name").get_text(strip=True) == "Sở Thử nghiệm tỉnh Mẫu"
    assert page.title.string.endswith("Sở Thử nghiệm tỉnh Mẫu")
    assert read(client, "/en/").title.string == "Department of Trials"


def test_the_footer_does_not_mention_what_nobody_knows(client):
    contact = read(client, "/so-do/").select_one(".site-footer-contact")
    assert [line.get_text(strip=True) for line in contact.select("li")] == ["Liên hệ"]


def test_storms_and_floods_are_one_step_from_every_page(client):
    for path in OWN_PAGES:
        assert attribute(read(client, path), ".strip a.strip-storm", "href") == "/khan-cap/"
    assert attribute(read(client, "/en/"), ".strip a.strip-storm", "href") == "/en/khan-cap/"


@pytest.mark.parametrize("path", ["/en/", "/en/lien-he/", "/en/tim-kiem/"])
def test_pages_in_english_lead_to_storms_and_floods_in_english(client, path):
    links = {link["href"] for link in read(client, path).select("a[href]")}
    assert "/en/khan-cap/" in links
    assert not links & {"/khan-cap/", "/gioi-thieu/tiep-cong-dan/"}


def test_the_canonical_address_keeps_nothing_that_a_stranger_wrote(client, settings):
    page = read(client, "/gioi-thieu/?utm_source=x&trang=%22%3E%3Cscript%3E")
    address = f"{settings.SITE_URL}/gioi-thieu/"
    assert attribute(page, 'link[rel="canonical"]', "href") == address
    assert attribute(page, 'meta[property="og:url"]', "content") == address


def test_a_later_page_of_a_list_is_its_own_canonical_address(client, settings):
    for number in range(21):
        builders.article(f"Bài số {number}")
    second = read(client, "/tin-tuc/?trang=2&utm_source=x")
    address = f"{settings.SITE_URL}/tin-tuc/?trang=2"
    assert attribute(second, 'link[rel="canonical"]', "href") == address
    first = read(client, "/tin-tuc/?trang=1")
    assert attribute(first, 'link[rel="canonical"]', "href") == f"{settings.SITE_URL}/tin-tuc/"


@pytest.mark.parametrize("path", ["/", "/lien-he/", "/gioi-thieu/", "/so-do/", "/tin-tuc/mot/"])
def test_a_page_without_pages_has_one_canonical_address_whatever_page_is_asked(
    client, settings, path
):
    builders.article("Một")
    for query in ("?trang=5", "?trang=abc"):
        page = read(client, path + query)
        assert attribute(page, 'link[rel="canonical"]', "href") == f"{settings.SITE_URL}{path}"


@pytest.mark.parametrize(
    "path",
    [
        *("/chu-de/", "/chu-de/vien-thong/", "/cong-khai/", "/diem-phuc-vu/"),
        *("/du-lieu/", "/en/du-lieu/"),
    ],
)
def test_a_list_on_one_page_has_no_second_one(client, path):
    builders.article("Một", topics=[Topic.objects.create(name="Viễn thông")])
    assert client.get(f"{path}?trang=1").status_code == 200
    for number in ("2", "0", "-1", "abc"):
        assert client.get(f"{path}?trang={number}").status_code == 404


def test_home_leads_with_the_newest_article(client):
    builders.article("Hội nghị triển khai kế hoạch năm 2007")
    lead = read(client, "/").select_one(".home-lead")
    assert lead.select_one("h2").get_text(strip=True) == "Hội nghị triển khai kế hoạch năm 2007"
    assert attribute(lead, "time", "datetime") == "2007-02-01T10:27:14+07:00"
    assert lead.select_one("time").string == "01/02/2007"


def test_home_shows_no_empty_block(client):
    page = read(client, "/")
    for block in (".home-front", ".home-lead", ".headline-figure", ".plans", ".ledger"):
        assert page.select(block) == [], block
    headings = [tag for tag in page.select("main section") if not tag.select("a")]
    assert headings == []


def test_home_does_not_show_a_draft(client):
    builders.article("Bản nháp chưa ai duyệt", state=State.DRAFT)
    assert "Bản nháp chưa ai duyệt" not in read(client, "/").get_text()


def test_home_writes_a_hostile_title_as_text(client):
    builders.article('<script>alert("Huế")</script>', slug="la-chu")
    page = read(client, "/")
    assert page.select("script:not([type='application/ld+json'], [src])") == []
    assert page.select_one(".home-lead h2").get_text(strip=True) == '<script>alert("Huế")</script>'


@pytest.mark.parametrize("path", ["/gioi-thieu/", "/lien-he/"])
def test_no_telephone_number_is_invented(client, path):
    page = read(client, path)
    assert page.select('a[href^="tel:"]:not([href^="tel:11"]), a[href^="mailto:"]') == []
    assert re.findall(r"\d[\d .]{7,}\d", page.select_one("main").get_text()) == []


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Decimal("35.00"), "35,00"),
        (Decimal("35.5"), "35,5"),
        (Decimal("1000"), "1.000"),
        (Decimal("0"), "0"),
        (None, ""),
        ("chưa rõ", "chưa rõ"),
    ],
)
def test_a_figure_is_written_as_people_write_it(number, shown):
    assert figure(number) == shown


def test_a_moment_is_exact_to_machines_and_short_to_people():
    assert moment(builders.FEBRUARY, with_time=True) == (
        '<time datetime="2007-02-01T10:27:14+07:00">01/02/2007 10:27</time>'
    )
    assert moment(None) == ""


def test_a_hundred_dots_show_the_target_as_rings_and_no_figure_that_is_missing():
    picture = BeautifulSoup(per_hundred(Decimal(35)), "html.parser")
    assert [path["class"] for path in picture.select("path")] == [
        ["dots-rest"],
        ["dots-ring"],
        ["dots-hole"],
    ]
    # Seven columns of five: dots at 5, 15 … 65 in each of five rows.
    assert picture.select_one(".dots-ring")["d"] == (
        "M5 5h60.1M5 15h60.1M5 25h60.1M5 35h60.1M5 45h60.1"
    )
    assert per_hundred(None) == ""


def test_a_hundred_dots_fill_what_was_reached():
    picture = BeautifulSoup(per_hundred(Decimal(35), Decimal("20.4")), "html.parser")
    assert picture.select_one(".dots-full")["d"] == (
        "M5 5h30.1M5 15h30.1M5 25h30.1M5 35h30.1M5 45h30.1"
    )
    near = BeautifulSoup(per_hundred(Decimal(35), Decimal("34.6")), "html.parser")
    # A last ring in the seventh column: it is not reached.
    assert near.select_one(".dots-ring")["d"] == "M65 45h0.1"
    reached = BeautifulSoup(
        per_hundred(Decimal("34.4"), Decimal("34.4"), is_reached=True), "html.parser"
    )
    assert reached.select(".dots-ring") == []
    # Where less is better, what lies below is reached.
    less = BeautifulSoup(
        per_hundred(Decimal("7.4"), Decimal("7.3"), is_reached=True), "html.parser"
    )
    assert less.select(".dots-ring") == []
    beyond = BeautifulSoup(per_hundred(Decimal(35), Decimal(140), is_reached=True), "html.parser")
    assert [path["class"] for path in beyond.select("path")] == [["dots-full"]]
