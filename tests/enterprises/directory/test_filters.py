import re
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from enterprises.association.models import Membership
from enterprises.profiles.models import Locality, Sector
from portal.publishing.models import State
from tests.enterprises import builders
from tests.enterprises.large import large_directory
from tests.markup import squeezed

pytestmark = pytest.mark.django_db


def names(client, **query: str) -> list[str]:
    """The enterprises that the directory lists for a question."""
    response = client.get("/doanh-nghiep/", query)
    assert response.status_code == 200
    return re.findall(r'<a href="/doanh-nghiep/[a-z0-9-]+/">([^<]+)</a></h2>', response.text)


def test_words_are_found_without_marks_in_any_order_and_unfinished(client):
    builders.enterprise("Công ty Sông Hương", short_name="SHC")
    builders.enterprise("Công ty An Cựu", capabilities="Lắp đặt tổng đài")
    for typed in ("huong song", "Sông Hươ", "shc", "SÔNG HƯƠNG"):
        assert names(client, q=typed) == ["Công ty Sông Hương"], typed
    assert names(client, q="tong dai") == ["Công ty An Cựu"]
    assert names(client, q="--") == ["Công ty An Cựu", "Công ty Sông Hương"]


def test_a_letter_is_one_of_the_vietnamese_alphabet(client):
    for name in ("Công ty Đông Ba", "Công ty Duy Tân", "Công ty Ánh Sáng", "Ân Nam", "3 Miền"):
        builders.enterprise(name)
    for letter, found in {
        "D": ["Công ty Duy Tân"],
        "Đ": ["Công ty Đông Ba"],
        "A": ["Công ty Ánh Sáng"],
        "Â": ["Ân Nam"],
        "0-9": ["3 Miền"],
        "Ơ": [],
    }.items():
        assert names(client, chu=letter) == found, letter


def test_conditions_hold_together(client):
    sector = Sector.objects.create(name="Viễn thông")
    place = Locality.objects.create(name="phường Thuận Hóa")
    both = builders.enterprise("Công ty Cả Hai", size="small", locality=place)
    both.sectors.add(sector)
    builders.enterprise("Công ty Một Nửa", size="small", locality=place)
    one = builders.enterprise("Công ty Khác", size="large")
    one.sectors.add(sector)
    assert names(client, **{"linh-vuc": "vien-thong", "quy-mo": "small"}) == ["Công ty Cả Hai"]
    assert names(client, **{"dia-ban": "phuong-thuan-hoa"}) == ["Công ty Cả Hai", "Công ty Một Nửa"]
    assert names(client, **{"linh-vuc": "vien-thong", "q": "khac"}) == ["Công ty Khác"]
    assert names(client, **{"linh-vuc": "vien-thong", "chu": "M"}) == []


def test_a_unit_of_today_finds_what_was_entered_under_those_that_it_replaced(client):
    new = Locality.objects.create(name="phường Thuận Hóa")
    old = Locality.objects.create(name="phường Phú Hội", until=date(2025, 7, 1), replaced_by=new)
    builders.enterprise("Công ty Phú Hội", locality=old)
    assert names(client, **{"dia-ban": new.slug}) == ["Công ty Phú Hội"]
    page = client.get("/doanh-nghiep/").text
    assert f'<option value="{new.slug}">' in page
    assert f'<option value="{old.slug}">' not in page
    # Whoever kept the address of the old unit still finds what lies in it.
    assert names(client, **{"dia-ban": old.slug}) == ["Công ty Phú Hội"]


def test_members_are_those_of_today(client):
    today = timezone.localdate()
    for name, joined, left in (
        ("Công ty Bây Giờ", today, None),
        ("Công ty Đã Rời", date(2006, 1, 1), today),
        ("Công ty Ngày Mai", today + timedelta(days=1), None),
    ):
        Membership.objects.create(
            enterprise=builders.enterprise(name), joined_on=joined, left_on=left
        )
    builders.enterprise("Công ty Chưa Bao Giờ")
    assert names(client, **{"hoi-vien": "1"}) == ["Công ty Bây Giờ"]


def test_what_is_not_public_is_found_by_no_condition(client):
    place = Locality.objects.create(name="phường Thuận Hóa")
    yesterday = timezone.now() - timedelta(days=1)
    for name, fields in {
        "Ẩn Một": {"state": State.DRAFT},
        "Ẩn Hai": {"expires_at": yesterday},
        "Ẩn Ba": {"published_at": timezone.now() + timedelta(days=1)},
    }.items():
        builders.enterprise(name, locality=place, size="small", **fields)
    for query in ({}, {"q": "an"}, {"dia-ban": place.slug}, {"quy-mo": "small"}, {"chu": "Â"}):
        assert names(client, **query) == []


def test_chosen_conditions_are_said_and_each_can_be_taken_off(client):
    Sector.objects.create(name="Viễn thông")
    builders.enterprise("Công ty Sông Hương", size="small")
    query = {"linh-vuc": "vien-thong", "quy-mo": "small", "chu": "S"}
    page = squeezed(client.get("/doanh-nghiep/", query).text)
    assert 'href="?linh-vuc=vien-thong&amp;chu=S" aria-label="Bỏ Quy mô' in page
    assert 'href="?quy-mo=small&amp;chu=S"' in page
    assert 'href="?linh-vuc=vien-thong&amp;quy-mo=small"' in page
    assert '<input type="hidden" name="chu" value="S">' in page
    assert "Không có doanh nghiệp nào" in page


def test_what_fits_is_counted_right_below_the_filter_which_leads_there(client):
    builders.enterprise("Công ty Sông Hương", size="small")
    page = BeautifulSoup(client.get("/doanh-nghiep/", {"quy-mo": "small"}).text, "html.parser")
    assert page.select_one(".directory-form")["action"] == "/doanh-nghiep/#ket-qua"
    found = page.select_one("#ket-qua").text
    assert "1 kết quả" in found
    assert "Quy mô" in found
    # Folded: what was chosen is said below.
    assert not page.select_one("details.list-filter").has_attr("open")
    nothing = client.get("/doanh-nghiep/", {"q": "khong co ai"}).text
    assert "Không có kết quả nào" in nothing
    assert 'id="ket-qua"' not in client.get("/doanh-nghiep/").text


def test_a_filter_that_was_filled_in_wrongly_stands_open(client):
    page = BeautifulSoup(client.get("/doanh-nghiep/", {"quy-mo": "?"}).text, "html.parser")
    assert page.select_one("details.list-filter").has_attr("open")


@pytest.mark.parametrize("name", ["linh-vuc", "dia-ban", "quy-mo", "hoi-vien", "chu"])
def test_an_unknown_value_narrows_nothing_and_says_so(client, name):
    builders.enterprise("Công ty Sông Hương")
    response = client.get("/doanh-nghiep/", {name: "khong-co"})
    assert response.status_code == 200
    assert "Công ty Sông Hương" in response.text
    assert 'class="errorlist"' in response.text


def test_pages_of_a_narrowed_list_keep_its_conditions(client):
    for number in range(21):
        builders.enterprise(f"Công ty {number + 100}", size="small")
    page = client.get("/doanh-nghiep/", {"quy-mo": "small"}).text
    assert 'rel="next" href="?quy-mo=small&amp;trang=2"' in page
    assert len(names(client, **{"quy-mo": "small", "trang": "2"})) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_a_question_with_every_condition_asks_five_times(client, rows, django_assert_num_queries):
    sector = Sector.objects.create(name="Viễn thông")
    place = Locality.objects.create(name="phường Thuận Hóa")
    for number in range(rows):
        found = builders.enterprise(f"Công ty Sông {number}", size="small", locality=place)
        found.sectors.add(sector)
        Membership.objects.create(enterprise=found, joined_on=date(2006, 1, 1))
    query = {"q": "song", "linh-vuc": sector.slug, "dia-ban": place.slug, "quy-mo": "small",
             "hoi-vien": "1", "chu": "S"}  # fmt: skip
    with django_assert_num_queries(5):
        response = client.get("/doanh-nghiep/", query)
    assert response.text.count('class="enterprise-card"') == rows


def test_many_enterprises_are_narrowed_down_to_those_that_fit(client):
    large_directory(70)
    page = client.get("/doanh-nghiep/", {"dia-ban": "thanh-pho-hue", "linh-vuc": "noi-dung-so"})
    # Every sixth of seventy, and all of them lie in the province.
    assert page.text.count('class="enterprise-card"') == 11
    assert names(client, **{"linh-vuc": "noi-dung-so", "quy-mo": "micro"}) == []
    assert len(names(client, **{"hoi-vien": "1"})) == 3


def test_among_more_units_than_are_offered_the_larger_and_the_chosen_one_are(client, monkeypatch):
    monkeypatch.setattr("enterprises.directory.filters.MAX_UNITS", 2)
    Locality.objects.create(name="Thành phố Huế", level="province")
    communes = [Locality.objects.create(name=f"Xã {letter}", level="commune") for letter in "ABC"]
    builders.enterprise("Công ty Ở Xã C", locality=communes[2])
    builders.enterprise("Công ty Ở Xã A", locality=communes[0])
    page = BeautifulSoup(client.get("/doanh-nghiep/?dia-ban=xa-c").text, "html.parser")
    offered = [option["value"] for option in page.select("select[name=dia-ban] option")]
    assert offered == ["", "thanh-pho-hue", "xa-a", "xa-c"]
    assert names(client, **{"dia-ban": "xa-c"}) == ["Công ty Ở Xã C"]
