"""A list that goes out into a sheet and comes back untouched changes nothing, whatever it names."""

from datetime import date

import pytest

from enterprises.products.models import Product
from enterprises.profiles.models import Locality
from portal.organisations.models import Organisation
from portal.publishing.models import State, Topic
from tests import builders
from tests.enterprises import builders as enterprises
from tests.news.builders import document
from tests.portal.exchange.sheets.test_lists import confirm, send

pytestmark = pytest.mark.django_db

LISTS = [
    "enterprises/locality",
    "enterprises/servicepoint",
    "enterprises/enterprise",
    "enterprises/product",
    "enterprises/infrastructurelisting",
    "news/officialdocument",
]


@pytest.fixture
def desk(client):
    client.force_login(builders.editor())
    return client


def exported(desk, list_, kind):
    return b"".join(desk.get(f"/admin/{list_}/xuat.{kind}").streaming_content)


def assert_comes_back_untouched(desk, list_, kind):
    preview = send(desk, list_, exported(desk, list_, kind), f"bang.{kind}")
    assert preview.context["problems"] == []
    counts = preview.context["counts"]
    assert counts["unchanged"] > 0
    assert counts == {"new": 0, "changed": 0, "unchanged": counts["unchanged"], "wrong": 0}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("list_", LISTS)
def test_what_ended_and_what_has_no_name_goes_out_and_comes_back(desk, list_, kind):
    ended = {"since": date(1990, 1, 1), "until": date(2025, 1, 1)}
    province = Locality.objects.create(name="tỉnh cũ", level="province", **ended)
    commune = Locality.objects.create(name="xã cũ", parent=province, **ended)
    body = Organisation.objects.create(name="Cơ quan 1", is_unnamed=True)
    enterprises.service_point(locality=commune)
    enterprises.product(enterprises.enterprise("Công ty A", locality=commune))
    enterprises.listing(organisation=body, locality=commune)
    document(issuer=body.name)
    assert_comes_back_untouched(desk, list_, kind)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("list_", LISTS)
def test_names_that_are_there_twice_go_out_and_come_back(desk, list_, kind):
    name, day = "phường Phú Hội", date(2025, 7, 1)
    old = Locality.objects.create(name=name, slug="phu-hoi-cu", until=day)
    new = Locality.objects.create(name=name, since=day)
    Locality.objects.create(name="xã A", parent=new)
    topic = Topic.objects.create(name="Mạng; dây")
    for number, ward in enumerate((old, new)):
        enterprises.service_point(f"Bưu cục {number}", locality=ward)
        firm = enterprises.enterprise("Công ty A", slug=f"a-{number}", locality=ward)
        enterprises.product(firm, f"Phần mềm {number}").topics.add(topic)
        enterprises.listing(firm, f"Cho thuê cột {number}", locality=ward)
    document(topics=[topic])
    assert_comes_back_untouched(desk, list_, kind)


def test_a_page_in_the_bin_does_not_keep_a_name_from_the_other(desk):
    binned = enterprises.enterprise("Công ty A", slug="a-bo", state=State.BINNED)
    firm = enterprises.enterprise("Công ty A", slug="a")
    enterprises.product(firm, "Phần mềm một")
    enterprises.product(binned, "Phần mềm hai", state=State.DRAFT)
    table = exported(desk, "enterprises/product", "csv").decode()
    assert "a-bo" in table
    assert_comes_back_untouched(desk, "enterprises/product", "csv")
    preview = send(desk, "enterprises/product", "Tiêu đề,Doanh nghiệp\nPhần mềm ba,Công ty A\n")
    assert preview.context["problems"] == []
    confirm(desk, "enterprises/product", preview)
    assert Product.objects.get(title="Phần mềm ba").enterprise == firm


def test_a_name_that_is_there_twice_is_asked_about_where_somebody_types_it(desk):
    for number in range(2):
        enterprises.enterprise("Công ty A", slug=f"a-{number}")
    head = "Tiêu đề,Doanh nghiệp\n"
    preview = send(desk, "enterprises/product", f"{head}Phần mềm,Công ty A\n")
    assert "đường dẫn" in preview.context["problems"][0][2]
    assert send(desk, "enterprises/product", f"{head}Phần mềm,a-1\n").context["problems"] == []
