"""A list that goes out into a sheet and comes back untouched changes nothing, whatever it names."""

from datetime import date

import pytest

from enterprises.profiles.models import Locality
from portal.organisations.models import Organisation
from tests import builders
from tests.enterprises import builders as enterprises
from tests.news.builders import document
from tests.portal.exchange.sheets.test_lists import send

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


def assert_comes_back_untouched(desk, list_, kind):
    content = b"".join(desk.get(f"/admin/{list_}/xuat.{kind}").streaming_content)
    preview = send(desk, list_, content, f"bang.{kind}")
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
