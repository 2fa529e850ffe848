"""What machines read on the pages of open data, in the language of the page."""

import json
from html import unescape

import pytest
from bs4 import BeautifulSoup

from portal.exchange.opendata import views
from tests.projects.builders import indicator, project

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"


def structured(client, path, kind):
    """The structured data of one type on a page."""
    page = BeautifulSoup(client.get(path).content, "html.parser")
    scripts = [json.loads(each.text) for each in page.select("script[type*=ld]")]
    return next(each for each in scripts if each["@type"] == kind)


@pytest.mark.parametrize(("prefix", "name"), [("", "Dữ liệu mở"), ("/en", "Open data")])
def test_structured_data_names_the_page_that_it_stands_on(client, prefix, name):
    catalogue = structured(client, f"{prefix}/du-lieu/", "DataCatalog")
    assert catalogue["name"] == name
    addresses = {each["url"] for each in catalogue["dataset"]}
    assert f"{SITE}{prefix}/du-lieu/tin-tuc/" in addresses
    assert all(each.startswith(f"{SITE}{prefix}/du-lieu/") for each in addresses)
    data = structured(client, f"{prefix}/du-lieu/tin-tuc/", "Dataset")
    assert data["url"] == f"{SITE}{prefix}/du-lieu/tin-tuc/"
    assert data["includedInDataCatalog"]["url"] == f"{SITE}{prefix}/du-lieu/"


def test_the_newest_pages_of_a_set_are_named_and_the_catalogue_names_all(client, monkeypatch):
    monkeypatch.setattr(views, "MAX_MEMBERS", 2)
    for number in range(3):
        project(f"Dự án {number}")
    page = client.get("/du-lieu/du-an/").text
    assert "Chỉ nêu 2 trang mới nhất" in page
    assert "/du-lieu/dcat.jsonld" in page
    parts = structured(client, "/du-lieu/du-an/", "Dataset")["hasPart"]
    assert [each["name"] for each in parts] == ["Dự án 2", "Dự án 1"]
    assert "Dự án 0" in client.get("/du-lieu/dcat.jsonld").text
    monkeypatch.setattr(views, "MAX_MEMBERS", 3)
    assert "trang mới nhất" not in client.get("/du-lieu/du-an/").text


def test_a_page_with_data_of_its_own_has_the_licence_of_its_set(client):
    address = f"{SITE}/du-lieu/#giay-phep"
    assert structured(client, "/du-lieu/chi-tieu/", "Dataset")["license"] == address
    for path in ("/quy-hoach/cam-ket/", indicator().path):
        assert structured(client, path, "Dataset")["license"] == address


def test_machines_are_told_of_the_sign_before_texts_in_csv(client):
    words = "có thêm dấu nháy đơn (')"
    assert words in unescape(client.get("/du-lieu/tin-tuc/").text)
    assert words in client.get("/du-lieu/openapi.json").json()["info"]["description"]
