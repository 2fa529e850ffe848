"""Pages of a list are called newer and older only where they are: those by name have a next one."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from enterprises.association import views as association
from enterprises.association.models import Membership
from portal.publishing.paging import page_of
from tests.enterprises import builders as enterprises
from tests.one_of_each import page_of as public_page

pytestmark = pytest.mark.django_db
NEW_FIRST = ["article", "notice"]
BY_NAME = ["procedure", "masterplan", "project", "indicator", "enterprise", "product"]


@pytest.fixture(autouse=True)
def _one_row_a_page(monkeypatch):
    monkeypatch.setitem(page_of.__kwdefaults__, "size", 1)
    monkeypatch.setattr(association, "page_of", lambda request, rows, size: page_of(request, rows))


def way_on(client, address):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return page.select_one('.pagination a[rel="next"]').get_text(strip=True)


def list_of(kind):
    for title in ("An", "Bình"):
        page = public_page(kind, title)
    return page.path.removesuffix(f"{page.slug}/")


def test_of_what_is_new_first_the_next_page_is_older(client):
    found = {kind: way_on(client, list_of(kind)) for kind in NEW_FIRST}
    assert found == dict.fromkeys(NEW_FIRST, "Cũ hơn →")


def test_of_what_is_by_name_it_is_the_next_one(client):
    found = {kind: way_on(client, list_of(kind)) for kind in BY_NAME}
    assert found == dict.fromkeys(BY_NAME, "Trang sau →")


def test_in_english_lists_of_data_are_by_name(client):
    assert way_on(client, f"/en{list_of('procedure')}") == "Next page →"


def test_member_firms_are_by_name(client):
    for title in ("An", "Bình"):
        firm = enterprises.enterprise(title)
        Membership.objects.create(enterprise=firm, joined_on=date(2006, 1, 1))
    assert way_on(client, "/hoi-tin-hoc/") == "Trang sau →"
