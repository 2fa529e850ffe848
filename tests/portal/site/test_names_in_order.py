"""Names that readers look through stand in the order of the Vietnamese alphabet."""

from collections.abc import Callable

import pytest

from enterprises.association.models import PersonalMember
from enterprises.profiles.models import Sector
from portal.department.models import ServiceLink, Unit
from portal.emergency.models import DutyContact, Lifeline
from tests.data_files import csv_of
from tests.enterprises import builders as enterprises
from tests.news import builders as news

pytestmark = pytest.mark.django_db
# As bytes sort them, "Ân" and "Đập" come last.
IN_ORDER = ["An Cựu", "Ân Nam", "Dã Viên", "Đập Đá", "Vỹ Dạ"]


def member(name: str) -> None:
    PersonalMember.objects.create(person=name, consent_on="2007-01-30")


def sector(name: str) -> None:
    Sector.objects.create(name=name)


def document(name: str) -> None:
    news.document(f"Về {len(name)}", kind=name, number=f"{IN_ORDER.index(name) + 1}/2007/QĐ")


def series(name: str) -> None:
    enterprises.series(name)


def service_point(name: str) -> None:
    enterprises.service_point(name)


def unit(name: str) -> None:
    Unit.objects.create(name=name, functions="Cấp phép")


def service_link(name: str) -> None:
    ServiceLink.objects.create(name=name, url=f"https://{IN_ORDER.index(name)}.example/")


def duty_contact(name: str) -> None:
    DutyContact.objects.create(name=name, phone="0234 000 000")


def lifeline(name: str) -> None:
    Lifeline.objects.create(name=name, status="down", advice="Gọi máy cố định.")


def in_the_order_shown(text: str) -> list[str]:
    """The names as they follow each other in a text."""
    assert all(name in text for name in IN_ORDER)
    return sorted(IN_ORDER, key=text.index)


@pytest.mark.parametrize(
    ("make", "address"),
    [
        (member, "/hoi-tin-hoc/"),
        (sector, "/doanh-nghiep/"),
        (sector, "/san-pham/"),
        (document, "/van-ban/"),
        (series, "/su-kien/"),
        (service_point, "/diem-phuc-vu/"),
        (unit, "/gioi-thieu/chuc-nang-nhiem-vu/"),
        (unit, "/gioi-thieu/co-cau-to-chuc/"),
        (service_link, "/gioi-thieu/dich-vu-cong/"),
        (duty_contact, "/khan-cap/"),
        (duty_contact, "/khan-cap/to-a4/"),
        (lifeline, "/khan-cap/"),
    ],
)
def test_a_list_goes_by_the_alphabet(client, make: Callable[[str], None], address: str):
    for name in reversed(IN_ORDER):
        make(name)
    page = client.get(address)
    assert page.status_code == 200
    assert in_the_order_shown(page.text) == IN_ORDER


def test_the_sectors_of_an_enterprise_go_by_the_alphabet_wherever_they_stand(client):
    found = enterprises.enterprise("Công ty Sông Hương")
    for name in reversed(IN_ORDER):
        found.sectors.add(Sector.objects.create(name=name))
    card = client.get("/doanh-nghiep/").text.partition('class="enterprise-card"')[2]
    [row] = csv_of(client, "/doanh-nghiep.csv")
    for text in (
        card,
        row["sectors"],
        client.get(found.path).text,
        client.get(f"{found.path.rstrip('/')}.vcf").text,
    ):
        assert in_the_order_shown(text) == IN_ORDER


def test_what_editors_put_first_stands_first(client):
    for name in reversed(IN_ORDER):
        Sector.objects.create(name=name, position=1 if name == "An Cựu" else 0)
    assert in_the_order_shown(client.get("/doanh-nghiep/").text) == [*IN_ORDER[1:], "An Cựu"]
