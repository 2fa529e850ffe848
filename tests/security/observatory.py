"""The rules of Mozilla's HTTP Observatory, as its page on scoring lists them, on one answer.

A hundred points, less what is wrong; what is better than asked counts only from ninety on. What
hangs on lists of browsers (preloading) and on certificates is left out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.cookies import Morsel
from typing import Final

from bs4 import BeautifulSoup

START: Final = 100
# From here on, what is better than asked counts.
MIN_POINTS: Final = 90
SIX_MONTHS: Final = 15_768_000
PRIVATE: Final = {
    "no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin",
}  # fmt: skip
LEAKY: Final = {"unsafe-url", "origin", "origin-when-cross-origin", "no-referrer-when-downgrade"}
SESSION: Final = re.compile(r"sess|login|auth|token", re.IGNORECASE)
AGAINST_FORGERY: Final = re.compile(r"csrf|xsrf", re.IGNORECASE)


@dataclass(slots=True)
class Answer:
    """What a browser gets over TLS from an address of the site."""

    headers: Mapping[str, str]
    cookies: Sequence[Morsel[str]] = ()
    html: str = ""
    host: str = "portal.example"
    # Where the same address leads that is asked for without TLS.
    plain_leads_to: str = ""
    given: dict[str, int] = field(default_factory=dict)


def score(answer: Answer) -> int:
    """Return the points of an answer; `answer.given` tells what each rule gave."""
    rules = {
        "policy": _policy(answer),
        "cookies": _cookies(answer),
        "sharing": -50 if _shares_all(answer) else 0,
        "redirection": 0 if answer.plain_leads_to.startswith("https://") else -20,
        "referrer": _referrer(answer),
        "transport": _transport(answer),
        "integrity": _integrity(answer),
        "sniffing": 0 if _header(answer, "X-Content-Type-Options") == "nosniff" else -5,
        "framing": _framing(answer),
        "resources": _resources(answer),
    }
    answer.given = rules
    points = START + sum(given for given in rules.values() if given < 0)
    return points + (sum(g for g in rules.values() if g > 0) if points >= MIN_POINTS else 0)


def directives(answer: Answer) -> dict[str, list[str]]:
    parts = [part.split() for part in _header(answer, "Content-Security-Policy").split(";")]
    return {part[0].lower(): part[1:] for part in parts if part}


def _header(answer: Answer, name: str) -> str:
    return str(answer.headers.get(name, "")).strip()


def _policy(answer: Answer) -> int:
    policy = directives(answer)
    if not policy:
        return -25
    nothing = policy.get("default-src", ["*"])
    scripts = policy.get("script-src", nothing)
    styles = policy.get("style-src", nothing)
    active = [*scripts, *policy.get("object-src", nothing)]
    is_open = {"*", "http:", "https:", "data:", "'unsafe-inline'"} & {*active}
    if is_open and not _has_nonce(scripts):
        return -20
    if "'unsafe-eval'" in [*scripts, *styles]:
        return -10
    if any(source == "http:" for sources in policy.values() for source in sources):
        return -20
    if {"'unsafe-inline'", "*", "https:", "data:"} & {*styles}:
        return 0
    return 10 if nothing == ["'none'"] else 5


def _has_nonce(sources: list[str]) -> bool:
    return any(source.startswith(("'nonce-", "'sha")) for source in sources)


def _cookies(answer: Answer) -> int:
    if not answer.cookies:
        return 0
    found = []
    for cookie in answer.cookies:
        is_session = bool(SESSION.search(cookie.key)) and not AGAINST_FORGERY.search(cookie.key)
        if not cookie["secure"]:
            found.append(-40 if is_session else -20)
        elif is_session and not cookie["httponly"]:
            found.append(-30)
        elif not cookie["samesite"]:
            found.append(-20 if AGAINST_FORGERY.search(cookie.key) else 0)
        else:
            found.append(5)
    return min(found)


def _shares_all(answer: Answer) -> bool:
    """Return whether pages of other sites may read what is somebody's own."""
    origin = _header(answer, "Access-Control-Allow-Origin")
    return bool(origin) and _header(answer, "Access-Control-Allow-Credentials") == "true"


def _referrer(answer: Answer) -> int:
    sent = {part.strip() for part in _header(answer, "Referrer-Policy").lower().split(",")} - {""}
    if not sent:
        return 0
    return 5 if sent <= PRIVATE else -5


def _transport(answer: Answer) -> int:
    found = re.search(r"max-age=(\d+)", _header(answer, "Strict-Transport-Security"))
    if not found:
        return -20
    return 0 if int(found[1]) >= SIX_MONTHS else -10


def _integrity(answer: Answer) -> int:
    """Return what scripts of other hosts, and without TLS, cost."""
    page = BeautifulSoup(answer.html, "html.parser")
    foreign = [
        script
        for script in page.select("script[src]")
        if str(script["src"]).startswith(("http:", "https:", "//"))
        and f"//{answer.host}/" not in str(script["src"])
    ]
    if any(str(script["src"]).startswith("http:") for script in foreign):
        return -50
    if not foreign:
        return 0
    return 5 if all(script.get("integrity") for script in foreign) else -5


def _framing(answer: Answer) -> int:
    ancestors = directives(answer).get("frame-ancestors")
    if ancestors is not None and "*" not in ancestors:
        return 5
    return 0 if _header(answer, "X-Frame-Options").upper() in ("DENY", "SAMEORIGIN") else -20


def _resources(answer: Answer) -> int:
    header = _header(answer, "Cross-Origin-Resource-Policy")
    return 10 if header in ("same-origin", "same-site") else 0
