"""Nobody is led to another site by an address of ours, whatever it names as the next place."""

from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from portal.accounts.models import User
from tests import builders

pytestmark = pytest.mark.django_db
PASSWORD = "mat khau rat dai"
OWN = "http://testserver/tai-khoan/login/"
PLACES = [
    "https://evil.example/", "//evil.example/", "///evil.example", "////evil.example/",
    "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "\t//evil.example",
    "http:evil.example", "http:///evil.example", "https:/evil.example", "javascript:alert(1)",
    "data:text/html,x", "//evil.example\\@testserver/", "http://testserver@evil.example/",
    "http://testserver.evil.example/", "/%0d/evil.example", "/\n/evil.example", "ftp://evil.example",
    " //evil.example", "\x00//evil.example", "//evil%E3%80%82example", "http://[::1]@evil.example",
]  # fmt: skip
NAMES = ("next", "url", "to", "return", "redirect", "redirect_to", "tro-lai", "continue", "back")
DOORS = [
    "/tai-khoan/login/", "/tai-khoan/logout/", "/tai-khoan/reauthenticate/", "/admin/login/",
    "/admin/logout/", "/tai-khoan/2fa/authenticate/", "/tai-khoan/password/reset/",
    "/tai-khoan/password/change/", "/tai-khoan/email/",
]  # fmt: skip


def leads_out(answer: object) -> str:
    """Return where an answer leads as a browser reads it, "" where it stays on this host."""
    to = str(getattr(answer, "headers", {}).get("Location", ""))
    # Browsers drop tabs and line breaks, and read a backslash as a slash.
    read = "".join(letter for letter in to.strip() if letter not in "\t\r\n\0").replace("\\", "/")
    place = urlsplit(urljoin(OWN, read))
    return "" if (place.scheme, place.netloc) == ("http", "testserver") else to


@pytest.fixture
def member() -> User:
    cache.clear()
    return builders.editor()


@pytest.mark.parametrize("place", PLACES)
def test_signing_in_leads_nowhere_else(member: User, place: str) -> None:
    client = Client()
    sent = {"login": member.username, "password": PASSWORD, "next": place}
    answer = client.post(f"/tai-khoan/login/?{urlencode({'next': place})}", sent)
    # What holds a NUL is refused before anybody is signed in.
    assert answer.status_code == (400 if "\0" in place else 302)
    assert leads_out(answer) == ""
    # Who is in already is led on at once.
    assert leads_out(client.get(f"/tai-khoan/login/?{urlencode({'next': place})}")) == ""


@pytest.mark.parametrize("door", DOORS)
def test_no_door_leads_elsewhere(member: User, door: str) -> None:
    client = Client(raise_request_exception=False)
    for number, place in enumerate(PLACES):
        if number % 2:
            client.force_login(member)
        named = dict.fromkeys(NAMES, place)
        for answer in (client.get(f"{door}?{urlencode(named)}"), client.post(door, named)):
            assert leads_out(answer) == "", place
            assert answer.status_code < 500, place
        client.cookies.clear()


@pytest.mark.parametrize("place", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_a_way_out_would_be_seen(place: str) -> None:
    assert leads_out(HttpResponse(headers={"Location": place})) == place
