"""A merger of communes may be written down before its day; readers hear of it on that day."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from enterprises.profiles.models import Locality
from tests.data_files import csv_of, json_of
from tests.enterprises import builders

pytestmark = pytest.mark.django_db
FIRM = "/doanh-nghiep/cong-ty-song-huong"


@pytest.fixture
def ward() -> Locality:
    """The ward that takes the place of the commune on its day."""
    return Locality.objects.create(name="phường A", map_column=1, map_row=0)


@pytest.fixture
def commune(ward) -> Locality:
    """A commune with an enterprise and an offer, which goes into the ward tomorrow."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    place = {"map_column": 0, "map_row": 0}
    found = Locality.objects.create(name="xã B", until=tomorrow, replaced_by=ward, **place)
    firm = builders.enterprise(locality=found, address="1 Lê Lợi")
    builders.listing(firm, "Cột ở xã B", locality=found)
    return found


def tells_day_of_merger(commune: Locality, day: date) -> None:
    Locality.objects.filter(pk=commune.pk).update(until=day)


def counted(client, tile: str) -> dict[str, int]:
    """What the map counts in a commune, by the lists that it leads to."""
    page = BeautifulSoup(client.get("/diem-phuc-vu/").content, "html.parser")
    links = page.select(f"#dia-ban-{tile} a[href*='?']")
    return {link["href"]: int(link.get_text().split()[0]) for link in links}


def listed(client, address: str) -> int:
    """How many rows a list has, by its file."""
    path, _mark, query = address.partition("?")
    rows = json_of(client, f"{path.rstrip('/')}.json?{query}")
    return len(rows["enterprises" if "doanh-nghiep" in path else "listings"])


def test_before_its_day_a_firm_is_in_the_commune_that_exists(client, commune):
    profile = client.get(f"{FIRM}/").text
    assert "hồ sơ ghi" not in profile
    assert '<a href="/doanh-nghiep/?dia-ban=xa-b">' in profile
    assert '"addressLocality":"xã B"' in profile
    assert ";xã B;;;" in client.get(f"{FIRM}.vcf").text
    [row] = csv_of(client, "/doanh-nghiep.csv")
    assert (row["locality"], row["locality_today"]) == ("xã B", "xã B")


def test_on_its_day_the_firm_is_in_the_ward(client, commune):
    tells_day_of_merger(commune, timezone.localdate())
    profile = client.get(f"{FIRM}/").text
    assert "hồ sơ ghi xã B" in profile
    assert '"addressLocality":"phường A"' in profile
    assert ";phường A;;;" in client.get(f"{FIRM}.vcf").text
    [row] = csv_of(client, "/doanh-nghiep.csv")
    assert (row["locality"], row["locality_today"]) == ("xã B", "phường A")


@pytest.mark.parametrize("days", [0, 1])
def test_lists_find_as_many_as_the_map_counts(client, commune, ward, days):
    tells_day_of_merger(commune, timezone.localdate() + timedelta(days=days))
    builders.listing(builders.enterprise("Công ty Ngự Bình", locality=ward), locality=ward)
    firms, offers = "/doanh-nghiep/?dia-ban=", "/ha-tang/?dia_ban="
    number = 1 if days else 2
    assert counted(client, ward.slug) == {firms + ward.slug: number, offers + ward.slug: number}
    for unit, found in ((ward, number), (commune, 1)):
        for address in (firms + unit.slug, offers + unit.slug):
            assert listed(client, address) == found, address


def test_what_ended_in_a_commune_comes_to_the_ward_with_it(client, commune, ward):
    long_ago = date(2020, 1, 1)
    first = Locality.objects.create(name="xã C", until=long_ago, replaced_by=commune)
    hamlet = Locality.objects.create(name="thôn D", parent=first)
    for number, unit in enumerate((first, hamlet)):
        builders.enterprise(f"Công ty {number}", locality=unit)
    address = "/doanh-nghiep/?dia-ban="
    assert (listed(client, address + ward.slug), listed(client, address + commune.slug)) == (0, 3)
    tells_day_of_merger(commune, timezone.localdate())
    assert listed(client, address + ward.slug) == 3


def test_a_commune_is_offered_to_choose_once_something_is_in_it(client, commune, ward):
    def is_offered() -> bool:
        chosen = client.get("/ha-tang/").text.partition('name="dia_ban"')[2]
        return f'<option value="{ward.slug}"' in chosen

    assert not is_offered()
    tells_day_of_merger(commune, timezone.localdate())
    assert is_offered()
