"""Which file of a copy holds the answer of which address, and which addresses are followed."""

import os.path
import re
from html import unescape
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from django.utils.html import escape

from portal.exchange.sheets.writing import XLSX_TYPE
from portal.kit.text.numbers import parse_key

# In our own pages every value of an attribute stands in double quotes.
_LINK: Final = re.compile(r'(?<=\s)(href|src|action|poster)="((?:/(?!/)|\?)[^"]*)"')
_SET: Final = re.compile(r'(?<=\s)srcset="([^"]*)"')
_CSS: Final = re.compile(r'url\(["\']?(/(?!/)[^"\')]+)["\']?\)')
# Each page stands in the copy already; as one file for itself it would stand there twice.
_LEFT_OUT: Final = ("/luu.html",)
_PLACE: Final = re.compile(r"<loc>([^<]+)</loc>")
INDEX: Final = "index.html"
# The number of a page of a list; no other question has a file.
PAGE_PARAMETER: Final = "trang"
# As what a file of the copy is sent that stands in; deploy/nginx/portal-copy.inc says the same.
TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".jsonld": "application/ld+json",
    ".webmanifest": "application/manifest+json",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".vcf": "text/vcard; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".xlsx": XLSX_TYPE,
    ".zip": "application/zip",
}


def normalized(address: str) -> str | None:
    """Return the address as the copy knows it: a path, and the number of a page of a list.

    None for what no copy holds: other questions, and addresses that are none of ours.
    """
    split = urlsplit(address)
    path = unquote(split.path)
    if not path.startswith("/") or split.netloc or "\0" in path or ".." in path.split("/"):
        return None
    parameters = parse_qsl(split.query, keep_blank_values=True)
    if path.endswith(_LEFT_OUT) or any(name != PAGE_PARAMETER for name, _value in parameters):
        return None
    number = parse_key(parameters[-1][1]) if parameters else 1
    if number is None:
        return None
    return path if number == 1 else f"{path}?{PAGE_PARAMETER}={number}"


def file_of(address: str) -> str:
    """Return the file of a normalized address, below the folder of the copy."""
    path, _, query = address.partition("?")
    name = path.removeprefix("/")
    if query:
        return f"{name}{query.replace('=', '-')}.html"
    return f"{name}{INDEX}" if path.endswith("/") else name


def links_in(text: str, base: str) -> set[str]:
    """Return the addresses of this site that the page or style sheet at `base` leads to."""
    found = {
        urljoin(base, unescape(address))
        for name, address in _LINK.findall(text)
        if name != "action"
    }
    for values in _SET.findall(text):
        found.update(unescape(each.split()[0]) for each in values.split(",") if each.strip())
    return {each for each in found if each.startswith("/")} | set(_CSS.findall(text))


def places_in(text: str, site: str) -> set[str]:
    """Return the addresses of this site that a sitemap names."""
    named = (unescape(place) for place in _PLACE.findall(text))
    root = site.rstrip("/")
    return {each.removeprefix(root) for each in named if each.startswith(f"{root}/")}


class Rewriter:
    """Leads the links of a page to files of the copy; what it lacks stays with the live site."""

    def __init__(self, kept: dict[str, str], site: str) -> None:
        """`kept` has the file of each address that the copy holds; `site` is the live one."""
        self._kept = kept
        self._site = site.rstrip("/")

    def rewrite(self, text: str, base: str) -> str:
        """Return the page at `base` with its links as they lead from its file."""
        folder = os.path.dirname(self._kept[base])

        def attribute(match: re.Match[str]) -> str:
            name, address = match[1], urljoin(base, unescape(match[2]))
            # Only the live site answers what is sent to it.
            target = self._live(address) if name == "action" else self._target(address, folder)
            return f'{name}="{escape(target)}"'

        def picture_set(match: re.Match[str]) -> str:
            rows = (each.split() for each in match[1].split(",") if each.strip())
            made = (
                " ".join([escape(self._target(unescape(address), folder)), *widths])
                for address, *widths in rows
            )
            return f'srcset="{", ".join(made)}"'

        return _SET.sub(picture_set, _LINK.sub(attribute, text))

    def rewrite_style(self, text: str, base: str) -> str:
        """Return the style sheet at `base` with its pictures as they lead from its file."""
        folder = os.path.dirname(self._kept[base])
        return _CSS.sub(lambda match: f"url({self._target(match[1], folder)})", text)

    def _target(self, address: str, folder: str) -> str:
        if not address.startswith("/") or address.startswith("//"):
            return address
        bare, mark, anchor = address.partition("#")
        known = normalized(bare)
        file = self._kept.get(known) if known is not None else None
        if file is None:
            return self._live(address)
        return quote(os.path.relpath(file, folder or ".")) + mark + anchor

    def _live(self, address: str) -> str:
        return f"{self._site}{address}" if address.startswith("/") else address
