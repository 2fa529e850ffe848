import json
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from enterprises.association.models import Association, Membership
from enterprises.profiles.models import Locality, PrivateContact, Sector
from portal.publishing.models import State
from tests import builders as site
from tests.enterprises import builders
from tests.markup import squeezed

pytestmark = pytest.mark.django_db
PAGE = "/doanh-nghiep/cong-ty-song-huong/"


def page_of(client) -> str:
    response = client.get(PAGE)
    assert response.status_code == 200
    return squeezed(response.text)


def machines_read(page: str) -> dict:
    head = page.partition("</head>")[0]
    [text] = re.findall(r'<script type="application/ld\+json">(.+?)</script>', head)
    return json.loads(text)


def test_a_unit_that_ended_says_what_took_its_place(client):
    today = Locality.objects.create(name="phường Thuận Hóa")
    old = Locality.objects.create(name="phường Phú Hội", until=date(2025, 7, 1), replaced_by=today)
    builders.enterprise(locality=old)
    page = page_of(client)
    assert '<a href="/doanh-nghiep/?dia-ban=phuong-thuan-hoa">phường Thuận Hóa</a>' in page
    assert "hồ sơ ghi phường Phú Hội, đơn vị này kết thúc ngày 01/07/2025" in page


def test_a_unit_that_exists_stands_alone(client):
    builders.enterprise(locality=Locality.objects.create(name="phường Thuận Hóa"))
    assert "hồ sơ ghi" not in page_of(client)


def test_capabilities_are_a_list_and_a_member_says_since_when(client):
    found = builders.enterprise(capabilities="- Thiết kế\n\n• Lắp đặt", founded_year=1997)
    Membership.objects.create(enterprise=found, joined_on=date(2006, 3, 1))
    page = page_of(client)
    assert "<li>Thiết kế</li><li>Lắp đặt</li>" in page
    assert "hội viên từ 01/03/2006" in page
    assert "<dd>1997</dd>" in page


def test_who_left_the_association_is_not_called_a_member(client):
    found = builders.enterprise()
    today = timezone.localdate()
    Membership.objects.create(enterprise=found, joined_on=date(2006, 3, 1), left_on=today)
    page = page_of(client)
    assert "hội viên" not in page
    assert "memberOf" not in machines_read(page)


def test_its_public_products_stand_there_and_beyond_twelve_lead_on(client):
    found = builders.enterprise()
    builders.product(found, "Phần mềm Kín", state=State.DRAFT)
    for number in range(13):
        builders.product(found, f"Phần mềm {number + 10}")
    page = page_of(client)
    assert len(re.findall(r'<a href="/san-pham/[^?"]', page)) == 12
    assert f'href="/san-pham/?doanh_nghiep={found.slug}"' in page
    assert "Phần mềm Kín" not in page


def test_its_private_contact_is_nowhere(client):
    found = builders.enterprise()
    PrivateContact.objects.create(enterprise=found, name="Bà Kín", phone="0999", email="k@kin.vn")
    page = page_of(client)
    for hidden in ("Bà Kín", "0999", "k@kin.vn"):
        assert hidden not in page


def test_machines_read_all_that_people_do(client):
    unit = Locality.objects.create(name="phường Thuận Hóa")
    found = builders.enterprise(
        address="1 Lê Lợi", locality=unit, founded_year=1997, email="a@song-huong.example",
        logo=site.picture(),
    )  # fmt: skip
    found.sectors.add(Sector.objects.create(name="Viễn thông"))
    Membership.objects.create(enterprise=found, joined_on=date(2006, 3, 1))
    product = builders.product(found)
    data = machines_read(page_of(client))
    assert data["address"] == {
        "@type": "PostalAddress",
        "streetAddress": "1 Lê Lợi",
        "addressLocality": "phường Thuận Hóa",
        "addressCountry": "VN",
    }
    assert data["logo"] == f"http://127.0.0.1:8000{found.logo.file.url}"
    assert (data["foundingDate"], data["knowsAbout"]) == ("1997", ["Viễn thông"])
    assert data["memberOf"]["startDate"] == "2006-03-01"
    [offer] = data["makesOffer"]
    assert offer["itemOffered"]["url"] == f"http://127.0.0.1:8000{product.path}"


@pytest.mark.parametrize("name", ["Hội Tin học Thừa Thiên Huế", None])
def test_machines_meet_one_association_on_its_page_and_at_its_members(client, name):
    if name:
        Association.objects.create(pk=Association.ONLY, name=name)
    Membership.objects.create(enterprise=builders.enterprise(), joined_on=date(2006, 3, 1))
    found = machines_read(page_of(client))["memberOf"]["memberOf"]
    assert found == {
        "@type": "Organization",
        "name": name or "Hội Tin học tỉnh",
        "url": "http://127.0.0.1:8000/hoi-tin-hoc/",
    }
    if name:
        of_itself = machines_read(client.get("/hoi-tin-hoc/").text)
        assert (of_itself["name"], of_itself["url"]) == (found["name"], found["url"])


@pytest.mark.parametrize("rows", [1, 3])
def test_a_profile_asks_as_often_for_three_of_each_as_for_one(
    client, rows, django_assert_num_queries
):
    found = builders.enterprise()
    today = timezone.localdate()
    for number in range(rows):
        found.sectors.add(Sector.objects.create(name=f"Lĩnh vực {number}"))
        builders.product(found, f"Phần mềm {number}")
        joined = today - timedelta(days=100 * number + 50)
        left = joined + timedelta(days=20) if number else None
        Membership.objects.create(enterprise=found, joined_on=joined, left_on=left)
    # Six of the profile and one each of its projects, its promises and its freshness.
    with django_assert_num_queries(11):
        page = page_of(client)
    assert page.count("/san-pham/phan-mem-") == 2 * rows
