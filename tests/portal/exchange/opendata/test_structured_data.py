"""What machines read on the pages of open data, in the language of the page."""

import json

import pytest
from bs4 import BeautifulSoup

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
