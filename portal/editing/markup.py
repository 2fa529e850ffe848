"""What is checked of a text's markup: its links, pictures, headings and tables."""

import re
from typing import Final

from lxml import html as lxml_html
from lxml.html import HtmlElement

from portal.kit.text.normalize import fold
from portal.media.richtext.links import Link

_ADDRESS: Final = re.compile(r"(https?://|www\.)\S+|[\w-]+(\.[\w-]+)+(/\S*)?", re.IGNORECASE)
# Folded: without marks and case.
_VAGUE: Final = frozenset(
    [
        "", "tai day", "o day", "day", "xem", "xem them", "xem tai day", "xem tiep", "xem chi tiet",
        "chi tiet", "doc them", "doc tiep", "bam vao day", "nhan vao day", "bam day", "tai ve",
        "link", "duong dan", "here", "click here", "read more", "more",
    ]
)  # fmt: skip


def is_descriptive(link: Link) -> bool:
    """Return whether the words name the target; a bare address or "xem thêm" does not."""
    if link.holds_picture and not link.words:
        return True  # The picture's own description is the link's words.
    words = fold(link.words).strip(" .…:;,()[]«»“”\"'>→")
    return words not in _VAGUE and not _ADDRESS.fullmatch(link.words)


def _tree(body: str) -> HtmlElement:
    return lxml_html.fragment_fromstring(body, create_parent="div")


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def pictures_without_words(body: str) -> int:
    """Return how many pictures have no description and are not marked as decoration."""
    return sum(
        not (img.get("alt") or "").strip() and "decorative" not in (img.get("class") or "").split()
        for img in _tree(body).iter("img")
    )


def skipping_heading(body: str) -> str:
    """Return the first heading that is more than one level below the one before it.

    The title is first.
    """
    level = 1
    for heading in _tree(body).iter("h2", "h3", "h4"):
        own = int(heading.tag[1])
        if own > level + 1:
            return _words(heading)
        level = own
    return ""


def tables_without_header(body: str) -> int:
    """Return how many tables have no header cell."""
    return sum(table.find(".//th") is None for table in _tree(body).iter("table"))
