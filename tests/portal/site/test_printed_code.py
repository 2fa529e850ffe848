"""On paper a page has the code of its own address; on screen nobody loads it."""

import pytest
from bs4 import BeautifulSoup

from portal.kit.qr import qr_picture
from portal.publishing.models import State
from tests.news import builders

pytestmark = pytest.mark.django_db


def test_a_page_names_the_code_of_its_own_address(client, settings, django_assert_num_queries):
    page = builders.article("Trạm mới")
    picture = BeautifulSoup(client.get(page.path).content, "html.parser").select_one(
        ".qr-print img"
    )
    assert picture["loading"] == "lazy"
    assert "print-only" in picture.parent["class"]
    with django_assert_num_queries(1):
        answer = client.get(picture["src"])
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content == qr_picture(settings.SITE_URL + page.path)
    assert answer.cookies == {}
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("path", ["/tin-tuc/khong-co/", "/lien-he/", "//ke-xau.example/"])
def test_of_no_other_address_a_code_is_made(client, path):
    builders.article("Nháp", state=State.DRAFT)
    assert client.get(f"{path}ma-qr.svg").status_code == 404
    assert client.get("/tin-tuc/nhap/ma-qr.svg").status_code == 404


def test_the_saved_file_does_without(client):
    page = builders.article("Trạm mới")
    assert "ma-qr.svg" not in client.get(f"{page.path}luu.html").text
