"""What people typed, and what their browsers send, is text wherever it newly stands."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import etree

from portal.accounts.models import UserSession
from portal.branding.models import Branding
from portal.media.pictures.models import Picture
from tests import builders
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db
NASTY = '"><script>x</script><a onload=x>&amp;'
SVG = "{http://www.w3.org/2000/svg}"
EVENTS = ("onload", "onclick", "onerror", "onbegin")


def drawn(client: Client, address: str) -> etree._Element:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    return etree.fromstring(answer.content)


def test_a_chart_draws_words_and_never_markup(client: Client) -> None:
    """As a file of its own, which browsers open as a document of our site."""
    indicator = projects.indicator(f"Chỉ tiêu {NASTY}", slug="la", unit=NASTY[:20])
    projects.observation(indicator, builders.article(NASTY), 2006, "1")
    projects.observation(indicator, builders.article(f"{NASTY} 2"), 2007, "2")
    page = client.get(indicator.path).text
    address = next(
        part for part in page.split('"') if part.startswith(indicator.path) and ".svg" in part
    )
    root = drawn(client, address)
    assert NASTY in "".join(root.itertext())
    for element in root.iter(etree.Element):
        assert element.tag not in (f"{SVG}script", f"{SVG}foreignObject", f"{SVG}a")
        assert not set(element.attrib) & set(EVENTS)


def test_the_code_of_a_page_holds_squares_alone(client: Client) -> None:
    page = builders.article(NASTY)
    root = drawn(client, f"{page.path}ma-qr.svg")
    assert {element.tag for element in root.iter(etree.Element)} <= {f"{SVG}svg", f"{SVG}path"}
    assert "".join(root.itertext()).strip() == ""


def test_the_name_of_a_browser_is_text_in_the_list_of_sessions() -> None:
    client = Client(headers={"user-agent": f"Mozilla/5.0 {NASTY} Firefox/133.0{NASTY}"})
    client.force_login(builders.editor())
    page = client.get("/tai-khoan/noi-dang-nhap/")
    assert UserSession.objects.get().user_agent.startswith("Mozilla")
    assert "<script>x" not in page.text


DRAWING = b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.svg", DRAWING),
        ("logo.png", DRAWING),
        ("logo.png", b"<!DOCTYPE html><script>x</script>"),
        ("logo.webp", b"RIFF\x00\x00\x00\x00WEBP" + DRAWING),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + DRAWING),
        ("../../logo.png", DRAWING),
    ],
)
@pytest.mark.usefixtures("media")
def test_a_logo_is_a_picture_or_nothing(name: str, content: bytes) -> None:
    client = Client()
    client.force_login(builders.person("quantri", is_superuser=True))
    file = SimpleUploadedFile(name, content, "image/png")
    sent = {
        "logo_upload": file, "words-TOTAL_FORMS": "0", "words-INITIAL_FORMS": "0", "accent": "",
    }  # fmt: skip
    answer: Any = client.post("/admin/portal/branding/add/", sent)
    assert (answer.status_code, "errorlist" in answer.text) == (200, True)
    assert Picture.objects.count() == Branding.objects.count() == 0


@pytest.mark.parametrize(
    "colour",
    ["red", "#fff", "#12345g", "#123456;}", "#123456\n", "url(//evil.example)", "#１２３４５６"],
)
def test_a_colour_is_six_digits_or_nothing(client: Client, colour: str) -> None:
    """Typed in the form's preview, whose stylesheet is made of the address alone."""
    client.force_login(builders.person("quantri", is_superuser=True))
    css = client.get("/admin/portal/branding/mau-xem-thu.css", {"accent": colour})
    without = client.get("/admin/portal/branding/mau-xem-thu.css")
    assert css.text == without.text
