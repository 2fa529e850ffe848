"""A citizen finds and reads the report of 2007, with scripts and without."""

from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

BUDGET_SECONDS = 30

ADDRESS = "/tin-tuc/hoi-nghi-trien-khai-ke-hoach-nam-2007-cua-so-bcvt-thua-thien-hue/"
TITLE = "Hội nghị triển khai kế hoạch năm 2007 của Sở BCVT Thừa Thiên Huế"
MOMENT = "2007-02-01T10:27:14+07:00"
QUESTIONS = (
    "hoi nghi trien khai",
    "Hội nghị triển khai",
    "HỘI NGHỊ",
    "bcvt thua thien hue",
    "bưu chính viễn thông",
)
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def reader(request, someone) -> Page:
    return someone(java_script_enabled=request.param)


def test_the_report_shows_its_title_and_its_moment(reader):
    reader.goto(ADDRESS)
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)
    moment = reader.locator(f'main time[datetime="{MOMENT}"]')
    expect(moment).to_have_text("01/02/2007 10:27")
    assert reader.locator("html").get_attribute("lang") == "vi"


def test_the_report_is_whole_and_says_its_lead_once(reader):
    reader.goto(ADDRESS)
    words = reader.locator("main article").inner_text()
    assert words.count("Ngày 30/01/2007, Sở Bưu chính Viễn thông tỉnh Thừa Thiên –Huế") == 1
    assert "Hội nghị kết thúc trong không khí rộn ràng thắng lợi" in words


def test_the_report_is_one_step_from_home(reader):
    reader.goto("/")
    reader.get_by_role("link", name=TITLE).first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_report_is_found_by_a_question(reader, question):
    reader.goto("/")
    field = reader.locator("input[type=search]")  # a box of suggestions where scripts run
    field.fill(question)
    field.press("Enter")
    expect(reader.locator("input[type=search]")).to_have_value(question)
    reader.locator(f'.search-result a[href="{ADDRESS}"]').click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(TITLE)


@pytest.mark.parametrize("archive", ["/tin-tuc/", "/tin-tuc/2007/", "/tin-tuc/2007/02/"])
def test_the_report_is_in_its_archive(reader, archive):
    reader.goto(archive)
    expect(reader.locator(f'main a[href="{ADDRESS}"]')).to_have_text(TITLE)


def test_a_month_without_news_does_not_list_it(reader):
    reader.goto("/tin-tuc/")
    expect(reader.locator(f'main a[href="{ADDRESS}"]')).to_have_count(1)
    reader.goto("/tim-kiem/?q=hoi+nghi&tu=01%2F03%2F2007")
    expect(reader.locator(f'main a[href="{ADDRESS}"]')).to_have_count(0)


@pytest.mark.parametrize("feed", ["/tin-tuc/rss.xml", "/tin-tuc/atom.xml"])
def test_the_report_is_in_the_feed(page, feed):
    answer = page.request.get(feed)
    words = [element.text for element in ElementTree.fromstring(answer.body()).iter()]  # noqa: S314  # our own feed
    assert TITLE in words


def test_the_report_is_in_the_sitemap(page):
    site_map = ElementTree.fromstring(page.request.get("/sitemap.xml").body())  # noqa: S314  # our own
    parts = [place.text or "" for place in site_map.iter(f"{SITEMAP}loc")]
    of_month = next(part for part in parts if part.endswith("-article-2007-02.xml"))
    path = "/" + of_month.split("/", 3)[3]
    places = ElementTree.fromstring(page.request.get(path).body())  # noqa: S314  # our own
    assert any((place.text or "").endswith(ADDRESS) for place in places.iter(f"{SITEMAP}loc"))
