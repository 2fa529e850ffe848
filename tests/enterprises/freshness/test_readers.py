"""Wherever readers take a contact from, they are told that it may be out of date."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from enterprises.freshness.models import Confirmation, ConfirmedVia
from tests import builders as site
from tests.data_files import csv_of, json_of
from tests.enterprises import builders
from tests.markup import squeezed

pytestmark = pytest.mark.django_db
OLD, FRESH = timedelta(days=600), timedelta(days=100)


def confirmed(ago: timedelta, via: ConfirmedVia = ConfirmedVia.MAIL, title: str = "Công ty A"):
    """An enterprise whose profile was last confirmed so long ago."""
    firm = builders.enterprise(title, phone="0234 000 0000")
    Confirmation.objects.create(enterprise=firm, at=timezone.now() - ago, via=via)
    return firm


def day_of(firm):
    return timezone.localtime(firm.confirmations.get().at).date()


def test_the_page_of_a_product_warns_beside_the_contact(client):
    old = confirmed(OLD)
    page = squeezed(client.get(builders.product(old).path).text)
    beside = page[page.index('id="noi-cung-cap"') :]
    assert "Thông tin có thể đã cũ" in beside
    assert f"Doanh nghiệp chưa xác nhận lại từ ngày {day_of(old):%d/%m/%Y}." in beside
    fresh = client.get(builders.product(confirmed(FRESH, title="Công ty B"), "Máy").path).text
    assert "có thể đã cũ" not in fresh


def test_the_english_version_of_a_profile_warns_in_english(client):
    old = confirmed(OLD)
    page = squeezed(client.get(site.english(old, "Company A").path).text)
    assert "This may be out of date" in page
    assert f"The enterprise has not confirmed it since {day_of(old):%-d %b %Y}." in page
    assert "may be out of date" not in client.get(site.english().path).text


def test_the_list_of_enterprises_in_english_warns_beside_their_contacts(client):
    old, fresh = confirmed(OLD), confirmed(FRESH, title="Công ty B")
    rows = BeautifulSoup(client.get("/en/doanh-nghiep/").content, "html.parser").select("tbody tr")
    headings = ("Last confirmed on", "May be out of date")
    found = [
        [row.select_one(f'[data-label="{heading}"]').get_text(strip=True) for heading in headings]
        for row in rows
    ]
    days = [f"{day_of(firm):%-d %B %Y}" for firm in (old, fresh)]
    assert found == [[days[0], "yes"], [days[1], "no"]]


def test_a_card_for_telephones_warns_in_its_note(client):
    for ago, title in ((OLD, "Công ty A"), (FRESH, "Công ty B")):
        firm = confirmed(ago, title=title)
        card = client.get(f"{firm.path[:-1]}.vcf").text.replace("\r\n ", "")
        note = f"NOTE:Doanh nghiệp chưa xác nhận lại từ ngày {day_of(firm):%d/%m/%Y}."
        assert (note in card) is (ago == OLD)


def test_files_say_when_a_row_was_confirmed_and_whether_it_may_be_old(client):
    old = confirmed(OLD)
    fresh = confirmed(FRESH, title="Công ty B")
    confirmed(OLD, ConfirmedVia.PUBLICATION, "Công ty C")
    rows = [(row["confirmed_on"], row["may_be_old"]) for row in csv_of(client, "/doanh-nghiep.csv")]
    assert rows == [
        (day_of(old).isoformat(), "true"),
        (day_of(fresh).isoformat(), "false"),
        ("", "true"),
    ]
    first, *_others = json_of(client, "/du-lieu/api/doanh-nghiep.json")["data"]
    assert (first["confirmed_on"], first["may_be_old"]) == (day_of(old).isoformat(), True)
