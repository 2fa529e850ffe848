"""The links of a text: where each leads and what a reader sees of it."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lxml import html as lxml_html

_HREF: Final = re.compile(r'href="([^"]*)"')
# What may lead to a page of our own; of our own addresses texts keep no host.
_OWN: Final = re.compile(r'href="(?!https?:|mailto:|tel:|#)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a text: where it leads, and the words a reader sees of it."""

    address: str
    words: str
    holds_picture: bool


def links(body: str) -> list[Link]:
    """Return the links of a text in their order."""
    if "<a " not in body:
        return []
    return [
        Link(a.get("href"), " ".join(a.text_content().split()), a.find(".//img") is not None)
        for a in lxml_html.fragment_fromstring(body, create_parent="div").iterfind(".//a[@href]")
    ]


def may_lead_to_own_pages(body: str) -> bool:
    """Return whether a clean text has a link that is not plainly to elsewhere."""
    return _OWN.search(body) is not None


def with_addresses(body: str, changed: Mapping[str, str]) -> str:
    """Return a clean text with other addresses in place of those that are keys."""

    def write(found: re.Match[str]) -> str:
        address = changed.get(html.unescape(found[1]))
        return found[0] if address is None else f'href="{html.escape(address)}"'

    return _HREF.sub(write, body)
