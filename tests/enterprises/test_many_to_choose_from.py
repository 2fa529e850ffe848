"""A link to a sector or a series narrows its list, however many there are of them."""

import pytest

from enterprises.profiles.models import Sector
from portal.kit.filters import MAX_CHOICES
from tests.enterprises import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def last_sector():
    """The sector that stands behind as many others as a filter offers."""
    others = [Sector(name=f"Ngành {n}", slug=f"nganh-{n}", position=n) for n in range(MAX_CHOICES)]
    Sector.objects.bulk_create(others)
    return Sector.objects.create(name="Bưu chính", position=MAX_CHOICES)


def test_a_sector_beyond_those_that_are_offered_is_found_by_its_link(client, last_sector):
    firm = builders.enterprise("Công ty Bưu Chính")
    firm.sectors.add(last_sector)
    builders.product(firm, "Tem")
    builders.product(builders.enterprise("Công ty Khác"), "Phần mềm")
    firms = client.get("/doanh-nghiep/?linh-vuc=buu-chinh").text
    assert "Công ty Bưu Chính" in firms
    assert "Công ty Khác" not in firms
    products = client.get("/san-pham/?linh_vuc=buu-chinh").text
    assert "Tem" in products
    assert "Phần mềm" not in products
    assert 'value="buu-chinh"' in products
    assert 'value="buu-chinh"' not in client.get("/san-pham/").text


def test_a_series_beyond_those_that_are_offered_is_found_by_its_link(client):
    for number in range(MAX_CHOICES):
        builders.series(f"Chuỗi {number}")
    last = builders.series("Giao ban quý")
    builders.event("Giao ban quý I", series=last)
    builders.event("Diễn đàn khác")
    events = client.get("/su-kien/?loat=giao-ban-quy").text
    assert "Giao ban quý I" in events
    assert "Diễn đàn khác" not in events
