from datetime import date

import pytest

from enterprises.profiles.models import Locality, PrivateContact, Sector
from portal.publishing import services
from portal.publishing.models import State
from tests.enterprises import builders

pytestmark = pytest.mark.django_db
CARD = "/doanh-nghiep/cong-ty-song-huong.vcf"


def lines_of(client) -> list[str]:
    """The lines of the card, unfolded."""
    response = client.get(CARD)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert not response.cookies
    return response.text.replace("\r\n ", "").split("\r\n")


def test_a_card_has_the_public_contacts_and_nothing_else(client):
    unit = Locality.objects.create(name="phường Thuận Hóa")
    old = Locality.objects.create(name="phường Cũ", until=date(2025, 7, 1), replaced_by=unit)
    found = builders.enterprise(
        short_name="SHC", address="1 Lê Lợi, Huế; tầng 2", phone="(0234) 000 0000", locality=old,
        email="a@song-huong.example", website="https://song-huong.example",
    )  # fmt: skip
    found.sectors.add(Sector.objects.create(name="Viễn thông"))
    PrivateContact.objects.create(enterprise=found, name="Bà Kín", phone="0999", email="k@kin.vn")
    page = "http://127.0.0.1:8000/doanh-nghiep/cong-ty-song-huong"
    lines = [line for line in lines_of(client) if not line.startswith(("REV:", "UID:"))]
    assert lines == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "KIND:org",
        f"SOURCE:{page}.vcf",
        "FN:Công ty Sông Hương",
        "ORG:Công ty Sông Hương",
        "NICKNAME:SHC",
        'TEL;TYPE="voice,work":(0234) 000 0000',
        "EMAIL;TYPE=work:a@song-huong.example",
        r"ADR;TYPE=work:;;1 Lê Lợi\, Huế\; tầng 2;phường Thuận Hóa;;;",
        "CATEGORIES:Viễn thông",
        "URL:https://song-huong.example",
        "END:VCARD",
        "",
    ]


def test_a_profile_with_another_address_is_the_same_contact(client):
    found = builders.enterprise()
    [before] = [line for line in lines_of(client) if line.startswith("UID:")]
    assert before.startswith("UID:urn:uuid:")
    found.slug = "song-huong"
    services.save(found, by=None)
    moved = client.get("/doanh-nghiep/song-huong.vcf")
    assert before in moved.text.replace("\r\n ", "")


def test_no_line_is_longer_than_a_telephone_takes_and_no_letter_is_cut(client):
    builders.enterprise(address="Đường Nguyễn Đình Chiểu " * 10)
    for line in client.get(CARD).content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def test_a_made_up_enterprise_says_so_on_its_card(client):
    builders.enterprise(is_sample=True)
    assert any(line.startswith("NOTE:Doanh nghiệp minh họa") for line in lines_of(client))


def test_the_card_moves_with_its_page_and_hides_with_it(client):
    found = builders.enterprise()
    found.slug = "song-huong"
    services.save(found, by=None)
    response = client.get(CARD)
    assert (response.status_code, response["Location"]) == (301, "/doanh-nghiep/song-huong.vcf")
    builders.enterprise("Công ty Kín", state=State.DRAFT)
    assert client.get("/doanh-nghiep/cong-ty-kin.vcf").status_code == 404
