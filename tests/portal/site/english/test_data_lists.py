"""Lists below /en/ of what is data: labels in English, names as far as somebody translated them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse

from enterprises.events.models import Precision
from enterprises.profiles.models import Sector
from portal.exchange.opendata.sets import open_sets
from portal.publishing.models import State
from portal.publishing.models.kinds import kinds
from portal.publishing.services import save
from tests import builders
from tests.enterprises import builders as enterprises
from tests.news import builders as news
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db
HUE = ZoneInfo("Asia/Ho_Chi_Minh")
# Open data of which readers want the text: below /en/ stands what was translated.
TEXTS = {"tin-tuc", "hoi-dap", "gioi-thieu"}


def main(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser").main


@pytest.mark.parametrize("slug", settings.ENGLISH_LISTS)
def test_each_list_is_there_and_says_where_nothing_is(client, slug):
    page = main(client, f"/en/{slug}/")
    assert "Nothing has been published here yet." in page.get_text()
    assert page.select_one('a[hreflang="vi"]')["href"] == f"/{slug}/"


def test_the_list_of_each_open_set_is_data_in_english_too():
    lists = {reverse(model.LIST_VIEW).strip("/") for model in kinds().values() if model.LIST_VIEW}
    listed = {*settings.ENGLISH_LISTS, *settings.ENGLISH_VIEWS}
    assert lists & set(open_sets()) - TEXTS == listed


def test_products_stand_with_their_enterprise_and_programmes_with_their_year(client):
    firm = enterprises.enterprise("Công ty Hương Giang")
    enterprises.product(firm, "Phần mềm kế toán")
    [row] = main(client, "/en/san-pham/").select("tbody tr")
    assert row.select_one("a")["lang"] == "vi"
    assert cell(client, "/en/san-pham/", "Enterprise") == "Công ty Hương Giang"
    projects.programme(2007)
    assert cell(client, "/en/chuong-trinh/", "Year") == "2007"


def test_a_row_has_its_english_name_its_values_and_words_for_codes(client):
    project = projects.project("Mạng vô tuyến", starts_on=date(2007, 3, 1))
    builders.english(project, "Radio network")
    projects.project("Dự án ẩn", state=State.DRAFT, published_at=None)
    page = main(client, "/en/du-an/")
    [row] = page.select("tbody tr")
    link = row.select_one("th a")
    assert (link.get_text(), link["href"], link["lang"]) == (
        "Radio network",
        f"/en{project.path}",
        "en",
    )
    cells = dict(
        zip(
            [each.get_text() for each in page.select("thead th")],
            [" ".join(each.get_text().split()) for each in row.select("th, td")],
            strict=True,
        )
    )
    assert cells["Starts on"] == "1 March 2007"
    # On a phone each row is a card, whose values say what they are.
    assert "card-table" in page.table["class"]
    assert row.select_one('td[data-label="Starts on"]').get_text(strip=True) == "1 March 2007"
    assert "Dự án ẩn" not in page.get_text()


def test_the_hour_is_told_where_it_is_known(client):
    news.notice(closes_at=datetime(2007, 3, 20, 9, 0, tzinfo=HUE))
    assert cell(client, "/en/thong-bao/", "Papers are taken until") == "20 March 2007, 09:00"
    opening = datetime(2007, 3, 21, 14, 30, tzinfo=HUE)
    meeting = enterprises.event(starts_at=opening, registration_opens_at=None)
    assert cell(client, "/en/su-kien/", "Begins") == "21 March 2007, 14:30"
    meeting.precision = Precision.DAY
    save(meeting, by=None)
    assert cell(client, "/en/su-kien/", "Begins") == "21 March 2007"


def cell(client, address, heading):
    return main(client, address).select_one(f'td[data-label="{heading}"]').get_text(strip=True)


def test_what_has_no_translation_leads_to_its_vietnamese_page_and_is_marked(client):
    enterprises.enterprise("Công ty Hương Giang", phone="0234 3822 000")
    row = main(client, "/en/doanh-nghiep/").select_one("tbody tr")
    link = row.select_one("th a")
    assert (link["href"], link["lang"]) == ("/doanh-nghiep/cong-ty-huong-giang/", "vi")
    assert "0234 3822 000" in row.get_text()


def test_indicators_stand_with_target_and_newest_figure(client):
    density = projects.indicator(unit_en="telephones per 100 people")
    source = builders.article("Nguồn")
    projects.observation(density, source, 2007, "31.5")
    projects.target(density, source, 2007, "35")
    builders.english(density, "Telephone density")
    row = main(client, "/en/chi-tieu/").select_one("tbody tr")
    assert row.select_one("a")["href"] == f"/en{density.path}"
    words = " ".join(row.get_text().split())
    assert words.startswith(
        "Telephone density telephones per 100 people 35 (2007) 31.5 (2007, provisional)"
    )
    assert "still 3.5 telephones per 100 people short" in words


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "count"), [("/en/du-an/", 6), ("/en/chi-tieu/", 4)])
def test_it_asks_the_same_for_one_row_and_for_three(
    client, rows, address, count, django_assert_num_queries
):
    for number in range(rows):
        builders.english(projects.project(f"Dự án {number}"), f"Project {number}")
        projects.observation(
            projects.indicator(f"Chỉ tiêu {number}"), builders.article(f"N {number}")
        )
    client.get(address)
    with django_assert_num_queries(count):
        client.get(address)


def test_sectors_and_sections_stand_in_english_as_far_as_somebody_named_them(client):
    software = Sector.objects.create(name="Phần mềm", name_en="Software")
    training = Sector.objects.create(name="Đào tạo", name_en="Training")
    hardware = Sector.objects.create(name="Phần cứng")
    enterprises.enterprise("Công ty Một").sectors.add(software, training)
    enterprises.enterprise("Công ty Hai").sectors.add(software, hardware)
    text = main(client, "/en/doanh-nghiep/").get_text()
    assert "Software; Training" in text or "Training; Software" in text
    # Half a cell in another language would be read by nobody.
    assert "Phần cứng; Phần mềm" in text
    section = builders.section("Bưu chính", name_en="Posts")
    article = builders.article("Bài", section=section)
    builders.english(article, "An article")
    kicker = main(client, "/en/tin-tuc/").select_one(".kicker").get_text()
    assert "Posts" in kicker
    assert "Bưu chính" not in kicker


def test_kinds_of_document_stand_in_english_from_the_start(client):
    news.document()
    news.document("Quy định chi tiết", "160/2004/NĐ-CP", kind="Nghị định")
    cells = [cell.get_text(strip=True) for cell in main(client, "/en/van-ban/").select("td")]
    assert "Decision" in cells
    # A kind that the staff added, and nobody named in English yet.
    assert "Nghị định" in cells
