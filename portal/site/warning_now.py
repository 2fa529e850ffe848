"""The warning that holds now, on pages of before: they stand in while the database is gone.

A declaration moves no generation, and one that begins or ends at its hour changes no file: what was
kept before may warn of nothing, or of what is over.
"""

import re
import time
from dataclasses import replace
from typing import Final

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html

from portal.emergency.alerts import current_alert
from portal.pagecache.clock import EMPTY
from portal.pagecache.outage import is_html
from portal.pagecache.pages import Environ, Page
from portal.publishing.languages import language_of
from portal.site.emergency import STYLE, light_home_without_database
from portal.site.headers import headers_of_stand_ins

_BANNER: Final = re.compile(rb'<section class="emergency .*?</section>\s*', re.DOTALL)
_LIGHT: Final = b'<body class="light">'
# Above what the banner stands on pages of the site, and on the light one; frames for other sites
# have neither.
_PLACES: Final = ((b'<header class="masthead"',) * 2, (_LIGHT, b"<main"))


def warned(environ: Environ, page: Page | None) -> Page | None:
    """Return what is shown for a page of before, with the warning that holds now and no other.

    The light home page takes the place of what was kept at its addresses, also of nothing.
    """
    path = environ.get("PATH_INFO", "")
    with translation.override(language_of(path)):
        if _is_light(path, environ.get("QUERY_STRING", ""), page):
            light = _light_page()
            if light is not None:
                return light
        return _with_banner(page) if page is not None and is_html(page) else page


def _is_light(path: str, query: str, page: Page | None) -> bool:
    """Return whether the light page is what stands at an address now, or stood there before."""
    if path != reverse("home"):
        return path == reverse("light_home") or path == reverse("en:light_home")
    if "ban=day-du" in query:
        return False
    return current_alert() is not None or (page is not None and _LIGHT in page.body)


def _light_page() -> Page | None:
    """Return the light home page with the warning of now; None where nothing was written for it."""
    found = light_home_without_database()
    if found is None:
        return None
    text, made_at = found
    now = time.time()
    age = str(int(now - made_at))
    kind = ("Content-Type", "text/html; charset=utf-8")
    headers = [kind, ("Age", age), *headers_of_stand_ins()]
    return Page(headers, text.encode(), EMPTY, "", 0.0, made_at, int(now))


def _with_banner(page: Page) -> Page:
    head, main, rest = page.body.partition(b"<main")
    bare = _BANNER.sub(b"", head)
    body = _put_in(bare + main + rest, _banner()) if main else page.body
    return page if body == page.body else replace(page, identity=body, digest="", encoded={})


def _banner() -> bytes:
    alert = current_alert()
    if alert is None:
        return b""
    return render_to_string("components/emergency.html", {"emergency": alert}).encode()


def _put_in(body: bytes, banner: bytes) -> bytes:
    place = next((below for mark, below in _PLACES if mark in body), b"")
    if not banner or not place:
        return body
    link = format_html('<link rel="stylesheet" href="{}">', static(STYLE)).encode()
    if link not in body:
        body = body.replace(b"</head>", link + b"</head>", 1)
    return body.replace(place, banner + place, 1)
