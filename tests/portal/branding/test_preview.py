"""The preview of a look: what is typed, for the person who typed it, and saved nowhere."""

import pytest
from bs4 import BeautifulSoup

from portal.audit.models import AuditEntry
from portal.branding import brand
from portal.branding.models import Branding, MenuWord
from portal.department import identity
from portal.department.models import Department
from tests import builders

pytestmark = pytest.mark.django_db
LOOK = "/admin/portal/branding/1/change/"
NAMES = "/admin/portal/department/1/change/"
ROWS = {"words-TOTAL_FORMS": 1, "words-INITIAL_FORMS": 0}
WORD = {"words-0-place": "news:list", "words-0-word": "Tin mới", "words-0-word_en": "Latest"}


@pytest.fixture(autouse=True)
def _rows_are_read():
    identity.KEPT.fix(None)
    brand.KEPT.fix(None)


@pytest.fixture
def publisher(client):
    Branding.objects.create(pk=1)
    Department.objects.create(pk=1, name="Sở Cũ")
    client.force_login(builders.publisher())
    return client


def test_it_shows_head_menu_buttons_and_foot_as_they_are_typed(publisher, client):
    typed = {**ROWS, **WORD, "accent": "#1a5fb4", "_preview": "1"}
    page = BeautifulSoup(publisher.post(LOOK, typed).content, "html.parser")
    assert "Tin mới" in page.select_one("nav.menu").get_text()
    assert page.select_one("button.button")
    sheets = [link["href"] for link in page.select('link[rel="stylesheet"]')]
    css = publisher.get(next(each for each in sheets if "xem-thu" in each))
    assert "--accent:#1a5fb4;" in css.text
    assert ".look-night{" in css.text
    assert "no-store" in css["Cache-Control"]
    assert not page.select("[style], style")
    assert not MenuWord.objects.exists()
    assert Branding.objects.get().accent == ""
    assert not AuditEntry.objects.filter(action="changed").exists()
    client.logout()
    assert "Tin mới" not in client.get("/so-do/").text


def test_it_shows_the_names_and_the_last_line_as_they_are_typed(publisher, client):
    typed = {"name": "Sở Mới", "footer_note": "Giấy phép số 1", "_preview": "1"}
    page = publisher.post(NAMES, typed).text
    assert "Sở Mới" in page
    assert "Giấy phép số 1" in page
    assert Department.objects.get().name == "Sở Cũ"
    assert "Sở Cũ" in client.get("/so-do/").text


def test_what_cannot_be_read_is_told_in_place_of_a_preview(publisher):
    page = publisher.post(LOOK, {**ROWS, "accent": "#ffff00", "_preview": "1"}).text
    assert "4,5:1" in page
    assert "màu chính" in page.lower()


def test_a_publisher_saves_it_and_the_record_knows(publisher, client):
    publisher.post(LOOK, {**ROWS, **WORD, "accent": "#1a5fb4"})
    assert Branding.objects.get().accent == "#1a5fb4"
    record = " ".join(str(entry.new) for entry in AuditEntry.objects.all())
    assert "#1a5fb4" in record
    assert "Tin mới" in record
    client.logout()
    assert "Tin mới" in client.get("/so-do/").text


def test_who_does_not_publish_neither_saves_nor_looks_first(client):
    Branding.objects.create(pk=1)
    client.force_login(builders.editor())
    for more in ({}, {"_preview": "1"}):
        assert client.post(LOOK, {**ROWS, "accent": "#1a5fb4", **more}).status_code == 403
    assert Branding.objects.get().accent == ""


def test_a_stylesheet_of_a_preview_holds_colours_only(publisher):
    css = publisher.get("/admin/portal/branding/mau-xem-thu.css", {"accent": "red;}*{display:none"})
    assert "display" not in css.text
