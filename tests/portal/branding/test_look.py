"""The look of another department: colours, logo and words on every page, by its rows alone."""

import errno
import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from portal.branding import brand
from portal.branding.models import Branding, MenuWord
from portal.branding.views import drawing_at
from portal.department import identity
from portal.department.models import Department
from portal.media.pictures.cards import draw_card
from portal.media.pictures.intake import store_picture
from portal.publishing.metadata import card_digest
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rows_are_read():
    identity.KEPT.fix(None)
    brand.KEPT.fix(None)


@pytest.fixture
def logo(media):
    buffer = io.BytesIO()
    drawn = Image.new("RGBA", (600, 300), (0, 0, 0, 0))
    drawn.paste((200, 20, 20, 255), (100, 50, 500, 250))
    drawn.save(buffer, "PNG")
    return store_picture(SimpleUploadedFile("logo.png", buffer.getvalue()), by=None, alt="Logo")


def soup(client, path):
    return BeautifulSoup(client.get(path).content, "html.parser")


def test_colours_come_by_an_address_that_says_what_they_are(client):
    row = Branding.objects.create(pk=1, accent="#1a5fb4")
    address = soup(client, "/so-do/").select('link[rel="stylesheet"]')[1]["href"]
    answer = client.get(address)
    assert answer["Content-Type"] == "text/css"
    assert "immutable" in answer["Cache-Control"]
    assert "--accent:#1a5fb4;" in answer.text
    assert "prefers-color-scheme:dark" in answer.text
    row.accent = "#0b6b3a"
    row.save()
    assert client.get(address).status_code == 302
    assert "--accent:#0b6b3a;" in client.get(client.get(address)["Location"]).text
    row.delete()
    assert client.get(address).status_code == 404
    assert len(soup(client, "/so-do/").select('link[rel="stylesheet"]')) == 1


def test_no_page_has_a_style_of_its_own(client):
    Branding.objects.create(pk=1, accent="#1a5fb4")
    page = soup(client, "/")
    assert not page.select("style, [style]")


def test_the_logo_stands_in_the_head_and_on_phones(client, logo):
    Branding.objects.create(pk=1, logo=logo)
    page = soup(client, "/so-do/")
    image = page.select_one(".site-name img")
    assert (image["alt"], image["width"], image["height"]) == ("", "96", "48")
    assert not page.select(".site-name svg")
    assert Image.open(io.BytesIO(client.get(image["src"]).content)).size == (192, 96)
    assert client.get(page.select_one('link[rel="icon"]')["href"]).status_code == 200
    for icon in json.loads(client.get("/site.webmanifest").content)["icons"]:
        drawn = Image.open(io.BytesIO(client.get(icon["src"]).content))
        assert f"{drawn.width}x{drawn.height}" == icon["sizes"]
    assert client.get("/favicon.ico").status_code == 302
    assert client.get(image["src"].replace("dau-trang", "999")).status_code == 404
    assert client.get(f"/bieu-trung/khac/{brand.LOGO_RATIO}.png").status_code == 404
    assert (
        client.get("/bieu-trung/khac/192.png")["Location"]
        == f"/bieu-trung/{brand.brand().logo_digest}/192.png"
    )


def test_on_a_full_disk_the_logo_is_drawn_each_time(client, logo, monkeypatch):
    def no_space(_file, _content):
        raise OSError(errno.ENOSPC, "No space left on device")

    Branding.objects.create(pk=1, logo=logo)
    address = soup(client, "/so-do/").select_one(".site-name img")["src"]
    monkeypatch.setattr(Path, "write_bytes", no_space)
    assert Image.open(io.BytesIO(client.get(address).content)).size == (192, 96)
    # As a page that is saved as a file has it.
    assert drawing_at(address).startswith(b"\x89PNG")


def test_a_card_is_drawn_in_the_department_s_colours_with_its_logo(logo):
    before, ours = card_digest("Tin", "bài"), draw_card("Tin", kicker="bài", name="Sở")
    Branding.objects.create(pk=1, logo=logo, accent="#1a5fb4")
    assert card_digest("Tin", "bài") != before
    drawn = Image.open(io.BytesIO(draw_card("Tin", kicker="bài", name="Sở"))).convert("RGB")
    assert drawn.getpixel((5, 5)) == (0x1A, 0x5F, 0xB4)
    assert drawn.getpixel((165, 568)) == (200, 20, 20)
    assert Image.open(io.BytesIO(ours)).convert("RGB").getpixel((5, 5)) == (0x5A, 0x2A, 0x7E)


def test_words_of_the_menu_are_the_department_s(client):
    row = Branding.objects.create(pk=1)
    for place, word, english in (
        ("news:list", "Tin mới", "Latest"),
        ("group:citizens", "Bà con", ""),
        ("questions:list", "Hỏi Sở", ""),
    ):
        MenuWord.objects.create(branding=row, place=place, word=word, word_en=english)
    page, menu = soup(client, "/so-do/"), soup(client, "/so-do/").select_one("nav.menu")
    assert {"Tin mới", "Bà con", "Hỏi Sở", "Văn bản"} <= set(menu.stripped_strings)
    assert {"Tin mới", "Bà con", "Hỏi Sở"} <= set(page.footer.stripped_strings)
    english = set(soup(client, "/en/").select_one("nav.menu").stripped_strings)
    assert "Latest" in english
    assert "About" in english


def test_the_short_name_is_for_phones_and_letters(client, mailoutbox, letters_at_once):
    from portal.tasks.letters import deliver  # the fixture changes how tasks run

    Department.objects.create(pk=1, name="Sở Khoa học và Công nghệ", short_name="Sở KH&CN")
    data = json.loads(client.get("/site.webmanifest").content)
    assert (data["name"], data["short_name"]) == ("Sở Khoa học và Công nghệ", "Sở KH&CN")
    deliver.enqueue("a@example.vn", "Thư", "Kính gửi")
    assert mailoutbox[0].subject == "[Sở KH&CN] Thư"


def test_what_must_never_be_is_refused_by_the_table():
    row = Branding.objects.create(pk=1)
    MenuWord.objects.create(branding=row, place="about", word="Về Sở")
    for make in (
        lambda: Branding.objects.create(pk=2),
        lambda: Branding.objects.filter(pk=1).update(accent="đỏ"),
        lambda: MenuWord.objects.create(branding=row, place="about", word="Khác"),
        lambda: MenuWord.objects.create(branding=row, place="contact", word=""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


def test_pages_ask_nothing_more_for_the_look(client, django_assert_num_queries):
    brand.KEPT.fix(brand.Brand())
    identity.KEPT.fix(Department())
    client.get("/so-do/")
    with django_assert_num_queries(3):
        client.get("/gioi-thieu/bao-chi/")


def test_marks_of_authorities_are_off_until_somebody_writes_them(client, logo):
    page = soup(client, "/so-do/")
    assert not page.select(".site-footer-seal, meta[name='giam-sat']")
    Branding.objects.create(
        pk=1, seal=logo, seal_name="Tín nhiệm mạng", seal_link="https://tinnhiemmang.vn/x",
        code_name="giam-sat", code="A1b2=",
    )  # fmt: skip
    page = soup(client, "/so-do/")
    link = page.select_one(".site-footer-seal a")
    assert (link["href"], link.img["alt"]) == ("https://tinnhiemmang.vn/x", "Tín nhiệm mạng")
    assert client.get(link.img["src"])["Content-Type"] == "image/png"
    assert page.select_one("meta[name='giam-sat']")["content"] == "A1b2="
    Branding.objects.update(seal=None)
    assert (
        soup(client, "/so-do/").select_one(".site-footer-seal a").text.strip() == "Tín nhiệm mạng"
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"code_name": "x", "code": '"><script>'},
        {"code_name": "x y", "code": "1"},
        {"code_name": "x", "code": ""},
        {"seal_name": "Nhãn", "seal_link": "javascript:alert(1)"},
        {"seal_name": "Nhãn", "seal_link": "http://example.vn/"},
        {"seal_name": "Nhãn", "seal_link": ""},
        {"seal_link": "https://example.vn/"},
    ],
)
def test_a_mark_that_is_no_mark_is_refused(fields):
    with pytest.raises(ValidationError):
        Branding(pk=1, **fields).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Branding.objects.create(pk=1, **fields)


def test_who_only_reads_it_is_not_led_from_the_one_record_to_itself(client):
    Branding.objects.create()
    client.force_login(builders.editor())
    page = client.get(f"/admin/portal/branding/{Branding.ONLY}/change/")
    assert page.status_code == 200
    assert "closelink" not in page.text
