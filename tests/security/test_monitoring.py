"""What monitoring sees, nobody else makes the site say: whatever headers a stranger sends."""

from typing import Any

import pytest
from django.test import Client

from portal.kit.proxies import trusted_networks

pytestmark = pytest.mark.django_db
STRANGER = "203.0.113.9"
CLAIMS = [
    {"x-forwarded-for": "127.0.0.1"},
    {"x-forwarded-for": f"{STRANGER}, 127.0.0.1"},
    {"x-forwarded-for": "127.0.0.1, ::1, 127.0.0.1"},
    {"x-real-ip": "127.0.0.1"},
    {"forwarded": "for=127.0.0.1"},
    {"x-client-ip": "127.0.0.1", "client-ip": "127.0.0.1", "true-client-ip": "::1"},
    {"host": "localhost"},
    {"authorization": "Bearer x"},
]


def is_open(client: Client, **more: Any) -> bool:
    figures, ready = client.get("/metrics", **more), client.get("/readyz", **more)
    assert figures.status_code in (200, 404)
    shows = "checks" in ready.text
    assert shows == (figures.status_code == 200)
    return shows


@pytest.mark.parametrize("claim", CLAIMS, ids=str)
def test_a_stranger_sees_nothing_whatever_they_claim(client: Client, claim: dict[str, str]) -> None:
    assert not is_open(client, headers=claim, REMOTE_ADDR=STRANGER)


@pytest.mark.parametrize("claim", [*CLAIMS[:3], {}], ids=str)
def test_behind_a_named_proxy_neither(client: Client, settings: Any, claim: dict[str, str]) -> None:
    """The proxy adds the address from which it was asked."""
    settings.TRUSTED_PROXIES = trusted_networks(["127.0.0.1"])
    chain = f"{claim.get('x-forwarded-for', '')}, {STRANGER}".lstrip(", ")
    assert not is_open(client, headers={"x-forwarded-for": chain}, REMOTE_ADDR="127.0.0.1")


def test_behind_a_proxy_that_nobody_named_neither(client: Client) -> None:
    assert not is_open(client, headers={"x-forwarded-for": STRANGER}, REMOTE_ADDR="127.0.0.1")


def test_this_machine_sees_it(client: Client) -> None:
    """So that what strangers do not see says something."""
    assert is_open(client, REMOTE_ADDR="127.0.0.1")
