"""A page of any kind tells its corrections: dated, under its title, in full, and to compare."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.publishing.services import save
from tests.one_of_each import MAKERS, page_of
from tests.sampling import params

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", params(list(MAKERS), one_in=3))
def test_a_correction_stands_on_the_page_with_its_day_and_what_was_there_before(client, kind):
    page = page_of(kind)
    page.correction = "Là 35, không phải 53."
    save(page, by=None)
    (row,) = page.corrections.all()
    shown = BeautifulSoup(client.get(page.path).content, "html.parser")
    today = timezone.localdate().strftime("%d/%m/%Y")
    note = shown.select_one(f"aside.correction#{row.anchor}")
    assert note is not None, "components/corrections.html is missing"
    assert " ".join(note.p.get_text().split()) == f"Đính chính ngày {today}: Là 35, không phải 53."
    assert note.a["href"] == row.comparison_path
    compared = client.get(row.comparison_path)
    assert compared.status_code == 200
    # It is of the text in one language: the other's has corrections of its own.
    pairs = BeautifulSoup(compared.content, "html.parser").select("link[hreflang]")
    assert [link["href"] for link in pairs] == []
    head = shown.select_one(f".byline a[href='#{row.anchor}']")
    assert head is not None, "publication_head.html is not told of the corrections"
    assert today in head.get_text()
