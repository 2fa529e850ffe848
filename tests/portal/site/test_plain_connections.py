"""Doctor names each server elsewhere that is spoken to in the clear, and none that is not."""

from typing import Any

import pytest

from portal.site.plain_connections import examine_plain_connections


def named(settings: Any, **changes: Any) -> list[str]:
    for name, value in changes.items():
        setattr(settings, name, value)
    return [finding.msg.partition(" ")[0] for finding in examine_plain_connections()]


def database(host: str, options: dict[str, str]) -> dict[str, Any]:
    both = {"HOST": host, "OPTIONS": options}
    return {"default": both, "owner": both}


BOTH = ["DATABASE_URL", "DATABASE_OWNER_URL"]


def test_as_it_comes_nothing_leaves_the_machine(settings: Any) -> None:
    assert named(settings) == []


@pytest.mark.parametrize(
    ("host", "options", "found"),
    [
        ("db.so.vn", {}, BOTH),
        ("10.0.0.5", {"sslmode": "prefer"}, BOTH),
        ("10.0.0.5", {"sslmode": "require"}, []),
        ("db.so.vn", {"sslmode": "verify-full"}, []),
        ("127.0.0.1", {}, []),
        ("::1", {}, []),
        ("localhost", {}, []),
        ("/var/run/postgresql", {}, []),
        ("", {}, []),
        ("", {"host": "db.so.vn"}, BOTH),
        ("", {"hostaddr": "10.0.0.5", "sslmode": "require"}, []),
        ("", {"host": "/var/run/postgresql"}, []),
    ],
)
def test_a_database(settings: Any, host: str, options: dict[str, str], found: list[str]) -> None:
    assert named(settings, DATABASES=database(host, options)) == found


@pytest.mark.parametrize(
    ("location", "found"),
    [
        ("redis://cache.so.vn:6379/0", ["CACHE_URL"]),
        ("rediss://cache.so.vn:6379/0", []),
        ("redis://127.0.0.1:6379", []),
        ("unix:///run/valkey.sock", []),
        ("/srv/portal/var/pages", []),
    ],
)
def test_a_cache(settings: Any, location: str, found: list[str]) -> None:
    caches = settings.CACHES | {"pages": {"LOCATION": location}}
    # Read, and not opened: no cache of that name is there.
    assert named(settings, CACHES=caches) == found


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"host": "mail.so.vn"}, ["EMAIL_URL"]),
        ({"host": "mail.so.vn", "use_tls": True}, []),
        ({"host": "mail.so.vn", "use_ssl": True}, []),
        ({"host": "localhost"}, []),
        ({}, []),
    ],
)
def test_a_mail_server(settings: Any, options: dict[str, Any], found: list[str]) -> None:
    assert named(settings, MAILERS={"default": {"BACKEND": "x", "OPTIONS": options}}) == found


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("tcp://quet.so.vn:3310", ["CLAMD_URL"]),
        ("tcp://127.0.0.1:3310", []),
        ("unix:///run/clamav/clamd.ctl", []),
    ],
)
def test_a_virus_scanner(settings: Any, url: str, found: list[str]) -> None:
    assert named(settings, CLAMD_URL=url) == found
