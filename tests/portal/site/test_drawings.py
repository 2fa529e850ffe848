"""The line drawings: small, of one family, hidden from screen readers, where nothing else is."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings

from tests import builders

FOLDER = Path(settings.BASE_DIR) / "templates" / "drawings"
DRAWINGS = sorted(FOLDER.glob("*.svg"))
CLASSES = {
    "drawing-line", "drawing-fine", "drawing-dash", "drawing-warm", "drawing-spot",
    "drawing-spotline",
}  # fmt: skip


@pytest.mark.parametrize("file", DRAWINGS, ids=lambda file: file.stem)
def test_a_drawing_is_small_and_takes_its_colours_from_the_page(file):
    text = file.read_text(encoding="utf-8")
    assert len(text.encode()) < 1500
    root = ElementTree.fromstring(text)  # noqa: S314  # our own file
    assert (root.get("aria-hidden"), root.get("viewBox")) == ("true", "0 0 320 140")
    assert {part.get("class") for part in root} <= CLASSES
    assert not {"style", "fill", "stroke"} & {name for part in root.iter() for name in part.attrib}


@pytest.mark.django_db
def test_they_stand_where_there_is_nothing_else(client):
    assert "M132 112q28 14 56 0" in client.get("/khong-co-trang-nay/").text
    assert "M252 122l-10 -14" in client.get("/tin-tuc/").text
    assert "M196 34a26 26" in client.get("/tim-kiem/", {"q": "xyzzyq"}).text
    assert 'class="drawing"' not in client.get("/khan-cap/").text


@pytest.mark.django_db
def test_a_lead_without_a_cover_has_the_bridge_and_one_with_a_cover_has_none(client):
    page = builders.article("Hội nghị")
    assert 'class="drawing"' in client.get("/").text
    page.cover, page.cover_alt = builders.picture(), "Cầu"
    builders.services.save(page, by=None)
    assert 'class="drawing"' not in client.get("/").text
