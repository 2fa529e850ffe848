"""Finds what leaves this machine in the clear: database, cache, mail server and virus scanner.

On the machine itself, by a socket or loopback, nobody stands between.
"""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

from portal.kit.proxies import parse_address

# Others fall back to a connection in the clear where the server offers nothing else.
_TLS_MODES: Final = frozenset({"require", "verify-ca", "verify-full"})
# Why it matters at each, and what to do.
_MEND: Final = {
    "DATABASE_URL": "Add ?sslmode=verify-full to it (at least require).",
    "DATABASE_OWNER_URL": "Add ?sslmode=verify-full to it (at least require).",
    "CACHE_URL": "Write rediss:// in place of redis://.",
    "EMAIL_URL": "Write smtp+tls:// (port 587) or smtp+ssl:// (port 465).",
    "CLAMD_URL": "clamd speaks no TLS: run it on this machine, or reach it by a tunnel.",
}


def examine_plain_connections(**_options: object) -> Iterator[checks.CheckMessage]:
    """Yield a warning for each server elsewhere that is spoken to without TLS."""
    for variable, host, has_tls in _connections():
        if host and not has_tls and not _is_here(host):
            yield checks.Warning(
                f"{variable} leads to {host} without TLS: who is on the way reads and changes it.",
                _MEND[variable],
            )


def _connections() -> Iterator[tuple[str, str, bool]]:
    """Yield the variable, the host and whether TLS is spoken for sure, of each server."""
    for alias, variable in (("default", "DATABASE_URL"), ("owner", "DATABASE_OWNER_URL")):
        known: dict[str, Any] = settings.DATABASES[alias]
        options = known.get("OPTIONS", {})
        host = known.get("HOST") or options.get("host") or options.get("hostaddr") or ""
        yield variable, str(host), options.get("sslmode") in _TLS_MODES
    cache = urlsplit(str(settings.CACHES["pages"].get("LOCATION") or ""))
    yield "CACHE_URL", cache.hostname or "", cache.scheme == "rediss"
    mail = settings.MAILERS["default"].get("OPTIONS", {})
    has_tls = bool(mail.get("use_tls") or mail.get("use_ssl"))
    yield "EMAIL_URL", str(mail.get("host") or ""), has_tls
    scanner = urlsplit(settings.CLAMD_URL)
    yield "CLAMD_URL", scanner.hostname or "", False


def _is_here(host: str) -> bool:
    """Return whether a host is this machine: a socket's folder, its name, or loopback."""
    if host.startswith("/") or host == "localhost":
        return True
    address = parse_address(host)
    return address is not None and address.is_loopback
