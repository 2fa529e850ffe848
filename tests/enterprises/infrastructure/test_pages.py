import csv
import io
import json
import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from enterprises.infrastructure.models import InfrastructureListing, ListingContact
from enterprises.infrastructure.tags import infrastructure_of
from enterprises.profiles.models import Locality
from portal.organisations.models import Organisation
from portal.publishing import services
from portal.publishing.models import State
from tests import builders as people
from tests.enterprises import builders

pytestmark = pytest.mark.django_db

SECRET = {"name": "Bà Bí Mật", "phone": "0234 3999 111", "email": "bi-mat@dn.example"}


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.getvalue().decode()


def with_contact(listing):
    ListingContact.objects.create(listing=listing, **SECRET)
    return listing


def test_the_list_says_what_is_offered_and_looked_for(client):
    builders.listing(quantity=3, unit="cột")
    builders.listing(builders.enterprise("Công ty B"), "Cần thuê cống bể", direction="request")
    page = text_of(client, "/ha-tang/")
    assert page.index("Cần thuê cống bể") < page.index("Cho thuê cột ở Phú Bài")
    assert "3 cột" in page
    assert "Công ty Sông Hương" in page


def test_the_list_asks_the_same_few_queries(client, django_assert_num_queries):
    where = Locality.objects.create(name="Phường Phú Bài")
    builders.listing(locality=where)
    with django_assert_num_queries(2):
        client.get("/ha-tang/?loai=offer&ha_tang=mast&dia_ban=phuong-phu-bai")
    for number in (2, 3):
        builders.listing(builders.enterprise(f"Công ty {number}"), f"Cột {number}", locality=where)
    with django_assert_num_queries(2):
        page = client.get("/ha-tang/?loai=offer&ha_tang=mast&dia_ban=phuong-phu-bai")
    assert page.text.count("ledger-kind") == 3


@pytest.mark.parametrize("others", [1, 3])
def test_the_page_asks_the_same_few_queries(client, django_assert_num_queries, others):
    listing = builders.listing()
    for number in range(others):
        builders.listing(builders.enterprise(f"Công ty {number}"), f"Cột {number}")
    with django_assert_num_queries(6):
        client.get(listing.path)


def test_a_page_names_others_of_its_kind(client):
    listing = builders.listing(facility="mast")
    builders.listing(builders.enterprise("Công ty B"), "Cần chỗ trên cột", direction="request",
                     facility="mast")  # fmt: skip
    builders.listing(builders.enterprise("Công ty C"), "Cho thuê cống bể", facility="duct")
    builders.listing(builders.enterprise("Công ty D"), "Cột chưa đăng", facility="mast",
                     state=State.DRAFT, published_at=None)  # fmt: skip
    page = text_of(client, listing.path)
    part = page[page.index('id="cung-loai"') :]
    assert "Cần chỗ trên cột" in part
    assert "Công ty B" in part
    assert "Cho thuê cống bể" not in page
    assert "Cột chưa đăng" not in page
    assert f'<a href="{listing.path}">' not in part


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"A", "B", "C"}),
        ("?loai=request", {"B"}),
        ("?ha_tang=duct", {"B", "C"}),
        ("?ha_tang=duct&loai=offer", {"C"}),
        ("?dia_ban=phuong-phu-bai", {"A", "B"}),
        ("?ha_tang=fibre", set()),
    ],
)
def test_the_list_is_narrowed_down_by_its_address(client, query, found):
    now = Locality.objects.create(name="Phường Phú Bài")
    old = Locality.objects.create(
        name="Xã Thủy Phù", until=date(2025, 7, 1), replaced_by=now, level="commune"
    )
    owner = builders.enterprise()
    builders.listing(owner, "Tin A", locality=old)
    builders.listing(owner, "Tin B", locality=now, direction="request", facility="duct")
    builders.listing(owner, "Tin C", facility="duct")
    page = text_of(client, f"/ha-tang/{query}")
    assert {name for name in "ABC" if f"Tin {name}" in page} == found
    data = json.loads(text_of(client, f"/ha-tang.json{query}"))
    assert {row["title"][-1] for row in data["listings"]} == found
    assert ("narrowed_down_by" in data) is bool(query)


def test_the_unit_of_today_finds_what_is_in_those_before_it(client, django_assert_num_queries):
    now = Locality.objects.create(name="Phường Phú Bài")
    before = Locality.objects.create(name="Xã Thủy Phù", until=date(2025, 7, 1), replaced_by=now)
    first = Locality.objects.create(name="Xã Phù Bài", until=date(2020, 1, 1), replaced_by=before)
    Locality.objects.create(name="Phường Thuận An")
    builders.listing(builders.enterprise("Công ty B"), "Cột ở xã đầu", locality=first)
    builders.listing(title="Cột không rõ nơi")
    with django_assert_num_queries(2):
        page = text_of(client, "/ha-tang/?dia_ban=phuong-phu-bai")
    assert "Cột ở xã đầu" in page
    assert "Cột không rõ nơi" not in page
    chosen = re.findall(r'<option value="([^"]+)"', page.partition('name="dia_ban"')[2])
    assert chosen == ["phuong-phu-bai", "xa-phu-bai"]
    link = '<a href="/ha-tang/?dia_ban=phuong-phu-bai"'
    assert link in text_of(client, "/diem-phuc-vu/")


def test_the_chosen_unit_narrows_the_list_though_others_stand_before_it(client, monkeypatch):
    monkeypatch.setattr("enterprises.infrastructure.filters.MAX_UNITS", 1)
    for letter in "AB":
        where = Locality.objects.create(name=f"Xã {letter}")
        builders.listing(builders.enterprise(f"Công ty {letter}"), f"Cột {letter}", locality=where)
    page = text_of(client, "/ha-tang/?dia_ban=xa-b")
    assert "Cột B" in page
    assert "Cột A" not in page


def test_a_condition_that_is_none_is_said_beside_its_field(client):
    assert client.get("/ha-tang/?loai=gi-do").status_code == 400
    for address in ("/ha-tang.csv", "/ha-tang.geojson"):
        answer = client.get(f"{address}?loai=gi-do")
        assert answer.status_code == 400
        assert "gi-do" in answer.text
        assert answer["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT, "published_at": None},
        {"expires_at": timezone.now() - timedelta(days=1)},
        {"lapses_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_what_is_not_public_is_nowhere(client, fields):
    listing = builders.listing(title="Cột kín", coordinates="16.4, 107.5", **fields)
    assert client.get(listing.path).status_code == 404
    for address in ("/ha-tang/", "/ha-tang.geojson", "/ha-tang.csv", "/ha-tang.json"):
        assert "Cột kín" not in text_of(client, address)


def test_a_listing_goes_out_of_sight_with_its_enterprise(client):
    hidden = builders.enterprise("Công ty Kín", state=State.DRAFT, published_at=None)
    listing = builders.listing(hidden, "Cột của công ty kín")
    assert client.get(listing.path).status_code == 404
    assert "Cột của công ty kín" not in text_of(client, "/ha-tang.csv")


def test_the_contact_is_told_to_no_reader_in_any_form(client):
    listing = with_contact(builders.listing(coordinates="16.4, 107.5"))
    addresses = (
        listing.path, "/ha-tang/", "/ha-tang.geojson", "/ha-tang.csv", "/ha-tang.json",
        "/tim-kiem/?q=bi+mat", "/tim-kiem/?q=0234", listing.enterprise.path,
    )  # fmt: skip
    for address in addresses:
        page = text_of(client, address)
        assert not [word for word in SECRET.values() if word in page], address
    assert SECRET["phone"] not in json.dumps(
        list(listing.revisions.values_list("data", flat=True)), ensure_ascii=False
    )


def test_the_public_page_is_the_same_for_who_may_see_the_contact(client):
    listing = with_contact(builders.listing())
    me = builders.representative(builders.enterprise("Công ty B"), "dn-b")
    page = text_of(builders.signed_in(me), listing.path)
    assert SECRET["name"] not in page
    assert page == text_of(client, listing.path)


def test_the_contact_is_for_representatives_and_the_staff(client):
    listing = with_contact(builders.listing())
    address = f"{listing.path}lien-he/"
    assert client.get(address)["Location"] == f"/tai-khoan/login/?next={address}"
    other = builders.representative(builders.enterprise("Công ty B"), "dn-b")
    ended = builders.representative(
        builders.enterprise("Công ty C"), "dn-c", ended_at=timezone.now() + timedelta(days=1)
    )
    staff = Client()
    staff.force_login(people.reporter())
    for browser in (builders.signed_in(other), staff):
        response = browser.get(address)
        assert SECRET["name"] in response.text
        assert 'href="tel:02343999111"' in response.text
        assert "no-store" in response["Cache-Control"]
    assert builders.signed_in(ended).get(address).status_code == 404


def test_the_contact_asks_for_the_second_factor_as_the_desk_does(settings):
    listing = with_contact(builders.listing())
    me = builders.representative(builders.enterprise("Công ty B"), "dn-b")
    staff = Client()
    staff.force_login(people.reporter())
    settings.STAFF_MFA_REQUIRED = settings.REPRESENTATIVE_MFA_REQUIRED = True
    for browser in (builders.signed_in(me), staff):
        answer = browser.get(f"{listing.path}lien-he/")
        assert answer.status_code == 302
        assert SECRET["name"] not in answer.text


def test_a_profile_names_its_offers(client, django_assert_num_queries):
    listing = builders.listing()
    hidden = builders.listing(listing.enterprise, "Cột kín", state=State.DRAFT, published_at=None)
    page = text_of(client, listing.enterprise.path)
    assert listing.path in page
    assert hidden.title not in page
    with django_assert_num_queries(1):
        infrastructure_of(listing.enterprise)


def test_a_profile_leads_to_all_its_offers_beyond_five(client):
    owner = builders.enterprise()
    for number in range(5):
        builders.listing(owner, f"Cột {number}")
    builders.listing(builders.enterprise("Công ty B"), "Của người khác")
    assert "/ha-tang/?doanh_nghiep=" not in text_of(client, owner.path)
    builders.listing(owner, "Cột 5")
    assert f'href="/ha-tang/?doanh_nghiep={owner.slug}"' in text_of(client, owner.path)
    query = f"?doanh_nghiep={owner.slug}"
    page = text_of(client, f"/ha-tang/{query}")
    assert page.count("ledger-kind") == 6
    assert "Của người khác" not in page
    assert text_of(client, f"/ha-tang.csv{query}").count("Cột") == 6
    for wrong in ("/ha-tang/", "/ha-tang.csv"):
        answer = client.get(f"{wrong}?doanh_nghiep=khong-co")
        assert answer.status_code == 400
        assert "Không có doanh nghiệp này" in answer.text


def test_the_map_file_has_longitude_first_and_names_no_person(client):
    with_contact(builders.listing(coordinates="16.4637, 107.5909"))
    owner = builders.enterprise("Công ty B")
    builders.listing(owner, "Tuyến cáp", coordinates="16.4, 107.5\n16.5, 107.6")
    builders.listing(owner, "Không rõ nơi")
    response = client.get("/ha-tang.geojson")
    assert response["Content-Type"] == "application/geo+json"
    data = json.loads(response.content)
    assert data["type"] == "FeatureCollection"
    shapes = {each["properties"]["title"]: each["geometry"] for each in data["features"]}
    assert shapes == {
        "Cho thuê cột ở Phú Bài": {"type": "Point", "coordinates": [107.5909, 16.4637]},
        "Tuyến cáp": {"type": "LineString", "coordinates": [[107.5, 16.4], [107.6, 16.5]]},
        "Không rõ nơi": None,
    }


def test_a_feature_has_the_id_of_the_table_wherever_its_page_moves(client):
    listing = builders.listing(coordinates="16.4637, 107.5909")
    listing.slug = "dia-chi-moi"
    services.save(listing, by=None)
    (feature,) = json.loads(client.get("/ha-tang.geojson").content)["features"]
    (row,) = csv.DictReader(io.StringIO(text_of(client, "/ha-tang.csv").lstrip("\ufeff")))
    assert (feature["id"], row["id"]) == (listing.pk, str(listing.pk))
    assert feature["properties"]["url"].endswith("/ha-tang/dia-chi-moi/")


def test_no_text_in_the_table_is_a_formula(client):
    builders.listing(title="=1+1", slug="cong", place="-2")
    (row,) = csv.DictReader(io.StringIO(text_of(client, "/ha-tang.csv").lstrip("\ufeff")))
    assert (row["title"], row["place"]) == ("'=1+1", "'-2")
    assert row["url"].endswith("/ha-tang/cong/")


def test_machines_read_who_seeks_what_and_where(client):
    listing = builders.listing(
        direction="request", coordinates="16.4637, 107.5909", quantity="2.50", unit="km"
    )
    script = re.search(
        r'<script type="application/ld\+json">(.+?)</script>', text_of(client, listing.path)
    )
    owner = json.loads(script[1])
    assert owner["name"] == "Công ty Sông Hương"
    sought = owner["seeks"]
    assert sought["@type"] == "Demand"
    assert sought["eligibleQuantity"]["value"] == 2.5
    assert sought["availableAtOrFrom"]["geo"]["latitude"] == 16.4637


def test_no_listing_stays_for_ever(settings):
    settings.INFRASTRUCTURE_TERM_DAYS = 30
    listing = builders.listing()
    assert (listing.lapses_at - timezone.now()).days in (29, 30)
    soon = timezone.now() + timedelta(days=3)
    assert builders.listing(listing.enterprise, "Cột khác", expires_at=soon).listed_until == soon


@pytest.mark.parametrize(
    "fields",
    [
        {"direction": "gift"},
        {"facility": "tower"},
        {"quantity": 3},
        {"unit": "cột"},
        {"quantity": 0, "unit": "cột"},
        {"available_from": date(2026, 2, 1), "available_until": date(2026, 1, 1)},
        {"coordinates": "48.85, 2.35"},
        {"place": ""},
    ],
)
def test_what_cannot_be_is_refused(fields):
    with pytest.raises(ValidationError):
        builders.listing(**fields)


def test_the_owner_is_an_enterprise_or_an_organisation():
    agency = Organisation.objects.create(name="Trung tâm hạ tầng")
    assert builders.listing(organisation=agency).owner_name == "Trung tâm hạ tầng"
    with pytest.raises(ValidationError, match="một trong hai"):
        services.save(
            InfrastructureListing(title="Của ai", direction="offer", facility="mast", place="Huế"),
            by=None,
        )


def test_the_database_holds_the_line_too():
    listing = builders.listing()
    rows = InfrastructureListing.objects.filter(pk=listing.pk)
    wrong = (
        {"coordinates": "khong co"}, {"quantity": 1}, {"enterprise": None}, {"direction": "x"},
    )  # fmt: skip
    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**fields)


def test_an_empty_list_has_its_drawing_and_its_words(client):
    page = text_of(client, "/ha-tang/")
    assert 'class="nothing"' in page
    assert "Hiện chưa có tin nào." in page
