"""The directory's files hold what its pages list, for the same question."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from enterprises.association.models import Membership
from enterprises.profiles.models import Locality, PrivateContact, Sector
from portal.exchange.datafiles import reading
from portal.publishing.models import State
from tests.data_files import csv_of, json_of, sent, xlsx_of
from tests.enterprises import builders

pytestmark = pytest.mark.django_db
CSV = "/doanh-nghiep.csv"


def test_a_row_tells_what_the_profile_does(client):
    today = Locality.objects.create(name="phường Thuận Hóa")
    old = Locality.objects.create(name="phường Phú Hội", until=date(2025, 7, 1), replaced_by=today)
    found = builders.enterprise(
        short_name="SHC", tax_code="0000000017", licence="Số 1", address="1 Lê Lợi", locality=old,
        size="small", founded_year=1997, capabilities="Thiết kế\nLắp đặt", phone="(0234) 000 0000",
        website="https://song-huong.example", email="a@song-huong.example",
    )  # fmt: skip
    for name in ("Viễn thông", "Bưu chính"):
        found.sectors.add(Sector.objects.create(name=name))
    Membership.objects.create(enterprise=found, joined_on=date(2006, 1, 1))
    [row] = csv_of(client, CSV)
    assert {**row, "changed_at": ""} == {
        "id": str(found.pk), "name": "Công ty Sông Hương", "short_name": "SHC",
        "address": "http://127.0.0.1:8000/doanh-nghiep/cong-ty-song-huong/",
        "tax_code": "0000000017", "licence": "Số 1", "sectors": "Bưu chính; Viễn thông",
        "head_office": "1 Lê Lợi", "locality": "phường Phú Hội",
        "locality_today": "phường Thuận Hóa", "size": "small", "founded_year": "1997",
        "capabilities": "Thiết kế\nLắp đặt", "website": "https://song-huong.example",
        "phone": "(0234) 000 0000", "email": "a@song-huong.example", "member_since": "2006-01-01",
        "confirmed_on": "", "may_be_old": "", "is_sample": "false", "changed_at": "",
    }  # fmt: skip
    [record] = json_of(client, "/doanh-nghiep.json")["enterprises"]
    assert (record["name"], record["founded_year"]) == ("Công ty Sông Hương", 1997)


def test_the_files_are_narrowed_down_as_the_page_and_say_by_what(client):
    builders.enterprise("Công ty Lớn", size="large")
    builders.enterprise("Công ty Nhỏ", size="small")
    assert [row["name"] for row in csv_of(client, f"{CSV}?quy-mo=small")] == ["Công ty Nhỏ"]
    data = json_of(client, "/doanh-nghiep.json?quy-mo=small")
    assert "Quy mô" in data["narrowed_down_by"]
    assert data["licence"]
    assert "narrowed_down_by" not in json_of(client, "/doanh-nghiep.json")
    assert len(list(xlsx_of(client, "/doanh-nghiep.xlsx")["Doanh nghiệp"])) == 3


def test_the_page_leads_to_the_files_of_its_own_question(client):
    builders.enterprise(size="small")
    page = client.get("/doanh-nghiep/", {"quy-mo": "small", "trang": "1"}).text
    assert 'href="/doanh-nghiep.csv?quy-mo=small"' in page


def test_for_excel_a_file_begins_with_the_mark_without_which_it_mistakes_the_letters(client):
    builders.enterprise(size="small")
    for asked, more in (("", "?bom=1"), ("?quy-mo=small", "?quy-mo=small&bom=1")):
        page = BeautifulSoup(client.get(f"/doanh-nghiep/{asked}").content, "html.parser")
        links = {link.get_text(strip=True): link["href"] for link in page.select(".data-links a")}
        assert links["CSV"] == f"{CSV}{asked}"
        assert links["CSV cho Excel"] == f"{CSV}{more}"
        assert sent(client, links["CSV cho Excel"]) == b"\xef\xbb\xbf" + sent(client, links["CSV"])


def test_an_unknown_condition_is_refused_instead_of_sending_everything(client):
    builders.enterprise()
    response = client.get(f"{CSV}?linh-vuc=khong-co")
    assert response.status_code == 400
    assert "Sông Hương" not in response.text


def test_nothing_that_is_not_public_gets_into_them(client):
    builders.enterprise("Công ty Ẩn Danh", state=State.DRAFT)
    builders.enterprise("Công ty Hết Hạn", expires_at=timezone.now() - timedelta(days=1))
    shown = builders.enterprise("Công ty Hiện", size="small")
    PrivateContact.objects.create(enterprise=shown, name="Bà Kín", phone="0999", email="k@kin.vn")
    for kind in ("csv", "json"):
        text = sent(client, f"/doanh-nghiep.{kind}").decode()
        assert "Công ty Hiện" in text
        for hidden in ("Ẩn Danh", "Hết Hạn", "Bà Kín", "0999", "k@kin.vn"):
            assert hidden not in text


def test_no_name_is_a_formula_to_a_spreadsheet(client):
    builders.enterprise("=1+1 Công ty", short_name="@SUM")
    [row] = csv_of(client, CSV)
    assert not row["name"].startswith("=")
    assert not row["short_name"].startswith("@")


def test_a_file_of_many_is_read_in_pieces(client, monkeypatch, django_assert_num_queries):
    for number in range(7):
        builders.enterprise(f"Công ty {number + 10}")
    names = [row["name"] for row in csv_of(client, CSV)]
    pieces = reading.in_pieces
    monkeypatch.setattr(reading, "in_pieces", lambda *a, **kw: pieces(*a, **kw, size=3))
    assert [row["name"] for row in csv_of(client, CSV)] == names
    assert len(names) == 7
