"""A kept page while the database is gone: shown past its moment, marked with its time."""

import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.pagecache.pages import Environ, Page

_MAIN: Final = b"<main"
# Not over yet, whenever somebody looks: then a page is sent without a date.
_NEVER: Final = sys.maxsize
_LINE: Final = '<p class="kept-copy" role="status"><span class="wrap">{}</span></p>'


def outlived(page: Page, environ: Environ) -> Page:
    """Return the page with a line above its content that says of when it is."""
    text = line_of_copy(environ.get("PATH_INFO", ""), datetime.fromtimestamp(page.made_at, UTC))
    headers = [*page.headers, ("Age", str(int(time.time() - page.made_at)))]
    body = marked(page.body, text) if is_html(page) else page.body
    return replace(page, headers=headers, identity=body, digest="", encoded={})


def undated(page: Page) -> Page:
    """Return the page without a date, by which it would be taken for the page itself later on."""
    return replace(page, changed_at=_NEVER)


def line_of_copy(path: str, made_at: datetime) -> str:
    """Return the sentence that says of when a copy is, in the language of its address."""
    with translation.override("en" if path.startswith("/en/") else "vi"):
        time = date_format(timezone.localtime(made_at), "DATETIME_FORMAT")
        return _("Kept copy of %(time)s: the site cannot reach its database just now.") % {
            "time": time
        }


def marked(body: bytes, text: str) -> bytes:
    """Return the HTML of a page with a line above its content that says what copy it is."""
    return body.replace(_MAIN, format_html(_LINE, text).encode() + _MAIN, 1)


def is_html(page: Page) -> bool:
    """Return whether the page is one to read, and no picture, feed or data."""
    return any(
        name.lower() == "content-type" and value.startswith("text/html")
        for name, value in page.headers
    )
