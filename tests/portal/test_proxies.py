"""Behind a proxy each reader has an address of their own, and nobody can make one up."""

import logging
from ipaddress import ip_network

import pytest
from django.conf import settings as site_settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from portal.audit.models import AuditEntry
from portal.kit.proxies import client_address, trusted_networks
from portal.participation.publicforms.limits import place_of
from portal.site import doctor
from portal.site.middleware import TrustProxies
from tests import builders

NGINX = "127.0.0.1"
LOGIN = "/tai-khoan/login/"
PASSWORD = "mat khau rat dai"
# Within a minute from one address, whoever they name: many share that of a mobile network.
FAILURES = 60


@pytest.fixture
def behind_nginx(settings):
    settings.TRUSTED_PROXIES = [ip_network(NGINX)]


@pytest.fixture
def counted(settings, tmp_path):
    """Sign-ins are counted, from nothing."""
    settings.STAFF_MFA_REQUIRED = False
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": str(tmp_path),
        }
    }
    cache.clear()


def through_nginx(address: str) -> Client:
    return Client(REMOTE_ADDR=NGINX, HTTP_X_FORWARDED_FOR=address)


def sign_in(client: Client, name: str) -> int:
    """302 where the sign-in went through, 200 where the form came back."""
    return client.post(LOGIN, {"login": name, "password": PASSWORD}).status_code


# --- what reads the address -----------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.usefixtures("behind_nginx", "counted")
def test_wrong_names_from_one_reader_lock_out_that_reader_and_nobody_else():
    builders.person("an")
    stranger = through_nginx("203.0.113.66")
    for number in range(FAILURES):
        sign_in(stranger, f"sai-{number}")
    assert sign_in(stranger, "an") == 200
    assert sign_in(through_nginx("203.0.113.7"), "an") == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("behind_nginx", "counted")
def test_who_makes_up_an_address_is_locked_out_all_the_same():
    builders.person("an")
    for number in range(FAILURES):
        sign_in(through_nginx(f"10.0.0.{number}, 203.0.113.66"), f"sai-{number}")
        sign_in(Client(REMOTE_ADDR="203.0.113.67", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}"), "x")
    assert sign_in(through_nginx("10.0.0.10, 203.0.113.66"), "an") == 200
    assert sign_in(Client(REMOTE_ADDR="203.0.113.67", HTTP_X_FORWARDED_FOR=NGINX), "an") == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("behind_nginx", "counted")
def test_the_audit_record_has_the_readers_address_not_the_proxys():
    builders.person("an")
    sign_in(through_nginx("10.9.9.9, 203.0.113.7"), "an")
    assert AuditEntry.objects.latest("pk").ip == "203.0.113.7"


@pytest.mark.usefixtures("behind_nginx")
def test_limits_of_public_forms_count_the_reader(rf):
    seen = []
    forwarded = {"REMOTE_ADDR": NGINX, "HTTP_X_FORWARDED_FOR": "2001:db8:1:2:3::4"}
    TrustProxies(lambda request: seen.append(place_of(request)))(rf.get("/", **forwarded))
    assert seen == ["2001:db8:1:2::/64"]


# --- https ----------------------------------------------------------------------------------------


@pytest.fixture
def on_https(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.usefixtures("behind_nginx", "on_https")
@pytest.mark.parametrize(("peer", "status"), [(NGINX, 200), ("203.0.113.66", 301)])
def test_only_a_trusted_proxy_says_that_a_request_came_by_https(peer, status):
    client = Client(REMOTE_ADDR=peer, HTTP_X_FORWARDED_PROTO="https")
    assert client.get("/robots.txt").status_code == status


# --- the address itself ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        # Nobody in front, or somebody who is not trusted: the header changes nothing.
        ("203.0.113.66", "", "203.0.113.66"),
        ("203.0.113.66", "127.0.0.1", "203.0.113.66"),
        ("203.0.113.66", "10.0.0.1, 10.0.0.2", "203.0.113.66"),
        # A server at a socket of Unix has no address to trust.
        ("", "203.0.113.7", ""),
        # What stands left of the reader's address, the reader has written.
        ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "127.0.0.1, 198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "rubbish, 203.0.113.7", "203.0.113.7"),
        # Several proxies, one behind the other.
        ("10.0.0.1", "198.51.100.1, 203.0.113.7, 10.0.0.3,10.0.0.2", "203.0.113.7"),
        ("2001:db8::1", "203.0.113.7, 10.0.0.2", "203.0.113.7"),
        # Somebody at a proxy itself.
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        # A proxy that says nothing, or what is no address: nobody further out is believed.
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", " , ,", "10.0.0.1"),
        ("10.0.0.1", "unknown", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.7, _hidden", "10.0.0.1"),
        ("10.0.0.1", "203.0.113.7, 999.0.0.1, 10.0.0.2", "10.0.0.2"),
        # IPv6, ports, brackets, zones, and IPv4 that is written as IPv6.
        ("10.0.0.1", "2001:DB8:0:0::7", "2001:db8::7"),
        ("10.0.0.1", "[2001:db8:9::7]:4711", "2001:db8:9::7"),
        ("10.0.0.1", "[2001:db8:9::7]", "2001:db8:9::7"),
        ("10.0.0.1", "203.0.113.7:4711", "203.0.113.7"),
        ("10.0.0.1", "203.0.113.7:port", "10.0.0.1"),
        ("10.0.0.1", "fe80::7%eth0", "fe80::7"),
        ("10.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"),
        ("::ffff:10.0.0.1", "203.0.113.7, ::ffff:10.0.0.2", "203.0.113.7"),
        ("::ffff:203.0.113.66", "10.0.0.1", "203.0.113.66"),
    ],
)
def test_the_client_is_the_rightmost_address_that_is_no_trusted_proxy(remote, forwarded, client):
    trusted = trusted_networks(["10.0.0.0/24", "2001:db8::/64"])
    assert client_address(remote, forwarded, trusted) == client


@pytest.mark.parametrize(
    ("word", "network"),
    [
        (" 127.0.0.1 ", "127.0.0.1/32"),
        ("10.0.0.0/8", "10.0.0.0/8"),
        ("2001:db8::/32", "2001:db8::/32"),
        ("::ffff:10.0.0.1", "10.0.0.1/32"),
        ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
    ],
)
def test_addresses_and_networks_may_be_trusted(word, network):
    assert trusted_networks([word]) == [ip_network(network)]


@pytest.mark.parametrize("word", ["nginx", "10.0.0.1/8", "127.0.0.1:8000", "*", "10.0.0.0/33"])
def test_what_is_no_network_stops_the_start_and_says_what_to_write(word):
    with pytest.raises(ImproperlyConfigured) as stopped:
        trusted_networks(["127.0.0.1", word])
    assert str(stopped.value) == (
        f"TRUSTED_PROXIES names {word!r}, which is no address and no network; write those of the "
        "proxies, separated by commas, such as 127.0.0.1,10.0.0.0/8."
    )


def test_nobody_is_trusted_unless_named():
    assert site_settings.TRUSTED_PROXIES == []


# --- what operators are told ----------------------------------------------------------------------


def test_a_proxy_that_is_not_trusted_is_named_once_in_the_log(rf, caplog):
    middleware = TrustProxies(lambda request: None)
    with caplog.at_level(logging.WARNING, "portal"):
        for peer in ("2a00::1", "10.0.0.1", "10.0.0.1"):
            middleware(rf.get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR="203.0.113.7"))
    assert [record.getMessage() for record in caplog.records] == [
        "X-Forwarded-For from 10.0.0.1 is ignored; where that is your proxy, name it in "
        "TRUSTED_PROXIES."
    ]


def proxies_missed() -> list[str]:
    return [
        finding.msg for finding in doctor.examine() if finding.msg.startswith("TRUSTED_PROXIES")
    ]


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize(
    ("https", "local", "message"),
    [
        (True, False, "every page leads to itself for ever"),
        (True, True, "every page leads to itself for ever"),
        (False, False, "all readers have its address, and limits lock all of them out together"),
    ],
)
def test_doctor_warns_where_the_proxy_in_front_is_not_trusted(settings, https, local, message):
    settings.SITE_HTTPS, settings.SITE_IS_LOCAL = https, local
    (missed,) = proxies_missed()
    assert message in missed
    settings.TRUSTED_PROXIES = [ip_network(NGINX)]
    assert proxies_missed() == []


@pytest.mark.django_db(databases=["default", "owner"])
def test_doctor_misses_no_proxy_on_a_machine_of_ones_own(settings):
    settings.SITE_HTTPS, settings.SITE_IS_LOCAL = False, True
    assert proxies_missed() == []
