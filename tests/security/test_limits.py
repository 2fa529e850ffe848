"""Limits stop who tries too much, and nobody beside them."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from portal.kit.proxies import trusted_networks
from tests import builders

pytestmark = pytest.mark.django_db
SIGN_IN = "/tai-khoan/login/"
PASSWORD = "mat khau rat dai"  # as of all that builders make
ATTACKER, OTHER, PROXY = "203.0.113.9", "198.51.100.7", "10.0.0.1"


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def known() -> str:
    builders.person("duyet")
    return "duyet"


def signs_in(name: str, password: str = PASSWORD, **headers: Any) -> bool:
    answer = Client().post(SIGN_IN, {"login": name, "password": password}, **headers)
    return answer.status_code == 302


def test_who_guesses_is_stopped(known: str) -> None:
    for number in range(5):
        assert not signs_in(known, f"sai {number}", REMOTE_ADDR=ATTACKER)
    assert not signs_in(known, REMOTE_ADDR=ATTACKER)


def test_who_guesses_is_stopped_whatever_the_request_calls_the_site(known: str) -> None:
    for number in range(5):
        host, name = f"testserver:{number + 1}", known.title() if number % 2 else known
        assert not signs_in(name, f"sai {number}", REMOTE_ADDR=ATTACKER, HTTP_HOST=host)
    assert not signs_in(known, REMOTE_ADDR=ATTACKER, HTTP_HOST="testserver:6")


def test_who_guesses_locks_nobody_out_who_sits_elsewhere(known: str) -> None:
    for number in range(30):
        signs_in(known, f"sai {number}", REMOTE_ADDR=ATTACKER)
    assert signs_in(known, REMOTE_ADDR=OTHER)


def test_one_address_of_a_mobile_network_is_not_one_person(known: str) -> None:
    for number in range(40):
        assert not signs_in(f"go-nham-{number}", REMOTE_ADDR=ATTACKER)
    assert signs_in(known, REMOTE_ADDR=ATTACKER)


def test_one_address_does_not_try_without_end(known: str) -> None:
    for number in range(60):
        signs_in(f"thu-{number}", REMOTE_ADDR=ATTACKER)
    assert not signs_in(known, REMOTE_ADDR=ATTACKER)


@pytest.mark.parametrize(
    "header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_CLIENT_IP"]
)
def test_a_header_makes_nobody_another(known: str, header: str) -> None:
    for number in range(5):
        signs_in(known, "sai", REMOTE_ADDR=ATTACKER, **{header: f"192.0.2.{number}"})
    assert not signs_in(known, REMOTE_ADDR=ATTACKER, **{header: "192.0.2.99"})


def test_behind_a_trusted_proxy_each_client_counts_alone(known: str, settings: Any) -> None:
    settings.TRUSTED_PROXIES = trusted_networks([PROXY])
    for number in range(6):
        # What stands left of the client's own address is what the client wrote itself.
        forwarded = f"192.0.2.{number}, {ATTACKER}"
        signs_in(known, "sai", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=forwarded)
    forwarded = f"{OTHER}, {ATTACKER}"
    assert not signs_in(known, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=forwarded)
    assert signs_in(known, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=OTHER)


def test_a_network_of_ipv6_is_one_place(known: str) -> None:
    for number in range(5):
        signs_in(known, "sai", REMOTE_ADDR=f"2001:db8:1:1::{number}")
    assert not signs_in(known, REMOTE_ADDR="2001:db8:1:1::ffff")
    assert signs_in(known, REMOTE_ADDR="2001:db8:1:2::1")
