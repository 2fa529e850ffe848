import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.profiles.models import Sector
from portal.publishing.models import State
from portal.publishing.revisions import snapshot
from tests.enterprises import builders
from tests.reading import text_of

pytestmark = pytest.mark.django_db


def test_the_directory_stands_in_the_order_of_the_alphabet_and_not_under_cong_ty(client):
    for name in (
        "Công ty Đông Ba",
        "Cửa Việt",
        "Công ty TNHH An Cựu",
        "Doanh nghiệp tư nhân Duy Tân",
    ):
        builders.enterprise(name)
    page = text_of(client, "/doanh-nghiep/")
    names = re.findall(r'<a href="/doanh-nghiep/[a-z-]+/">([^<]+)</a></h2>', page)
    assert names == [
        "Công ty TNHH An Cựu",
        "Cửa Việt",
        "Doanh nghiệp tư nhân Duy Tân",
        "Công ty Đông Ba",
    ]


def test_letters_with_nothing_behind_them_are_no_links(client):
    for name in ("Công ty Đông Ba", "Cửa Việt"):
        builders.enterprise(name, size="small" if name == "Cửa Việt" else "")
    builders.enterprise("An Cựu", state=State.DRAFT)

    def linked(query: str) -> list[str]:
        page = text_of(client, f"/doanh-nghiep/{query}")
        nav = page[page.index("directory-letters") :].partition("</nav>")[0]
        return re.findall(r'<a href="[^"]*chu=[^"]+"[^>]*>(.+?)</a>', nav)

    assert linked("") == ["C", "Đ"]
    assert linked("?chu=C") == ["C", "Đ"]
    assert linked("?quy-mo=small") == ["C"]


def test_a_profile_shows_what_the_public_may_know(client):
    found = builders.enterprise(
        short_name="SHC", tax_code="0000000017", address="Huế", phone="(0234) 000 0000"
    )
    found.sectors.add(Sector.objects.create(name="Viễn thông"))
    page = text_of(client, "/doanh-nghiep/cong-ty-song-huong/")
    for shown in (
        "SHC",
        "0000000017",
        "Viễn thông",
        '<a href="tel:02340000000">(0234) 000 0000</a>',
    ):
        assert shown in page


def test_machines_read_an_organization_and_that_a_sample_is_made_up(client):
    builders.enterprise(is_sample=True, tax_code="0000000017")
    page = text_of(client, "/doanh-nghiep/cong-ty-song-huong/")
    found = re.findall(r'<script type="application/ld\+json">(.+?)</script>', page)
    [data] = [each for each in map(json.loads, found) if each["@type"] == "Organization"]
    assert (data["@type"], data["name"], data["taxID"]) == (
        "Organization",
        "Công ty Sông Hương",
        "0000000017",
    )
    assert data["disambiguatingDescription"]
    assert "telephone" not in data
    assert 'class="sample-mark"' in page


def test_an_enterprise_that_is_not_public_is_nowhere(client):
    builders.enterprise("Công ty Ẩn Danh", state=State.DRAFT)
    assert "Ẩn Danh" not in text_of(client, "/doanh-nghiep/")
    assert client.get("/doanh-nghiep/cong-ty-an-danh/").status_code == 404


def test_a_version_keeps_the_sectors():
    found = builders.enterprise()
    sector = Sector.objects.create(name="Viễn thông")
    found.sectors.add(sector)
    assert snapshot(found)["parts"]["sectors"] == [sector.pk]


@pytest.mark.parametrize("number", ["0", "-1", "abc", "1000000000", "2"])
def test_a_page_that_the_directory_does_not_have_is_not_there(client, number):
    builders.enterprise()
    assert client.get("/doanh-nghiep/", {"trang": number}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_as_often_for_three_rows_as_for_one(client, rows, django_assert_num_queries):
    for number in range(rows):
        found = builders.enterprise(f"Công ty {number}")
        found.sectors.add(Sector.objects.create(name=f"Lĩnh vực {number}"))
    with django_assert_num_queries(5):
        client.get("/doanh-nghiep/")
    with django_assert_num_queries(11):
        client.get("/doanh-nghiep/cong-ty-0/")


def test_all_letters_are_asked_for_in_one_short_statement(client):
    builders.enterprise("Công ty Ánh Dương")
    with CaptureQueriesContext(connection) as queries:
        page = text_of(client, "/doanh-nghiep/")
    assert max(sql["sql"].count('FROM "profiles_enterprise"') for sql in queries) == 1
    assert "Ánh Dương" in page
