"""Quotations from pages of this site: whether a page contains them, and where."""

from typing import Final
from urllib.parse import quote as percent

from portal.kit.text.html import plain_text
from portal.kit.text.normalize import visible
from portal.publishing.models import Publication
from portal.publishing.models.kinds import kind_named

# A browser finds a long passage by its first and last words.
_LONG: Final = 12
_EDGE: Final = 5


def stands_in(quote: str, page: Publication) -> bool:
    """Return whether the page contains the words, whatever its line breaks and markup."""
    words = _on_one_line(quote)
    below = kind_named(page.kind).beside_body([page.pk]) if page.pk else {}
    rich_texts = (page.body, below.get(page.pk, ""))
    texts = (_on_one_line(page.title), _on_one_line(page.summary), *map(plain_text, rich_texts))
    return bool(words) and any(words in text for text in texts)


def fragment_of(quote: str) -> str:
    """Return the text fragment (`#:~:text=`) that leads a browser to the words."""
    words = _on_one_line(quote).split(" ")
    if len(words) <= _LONG:
        return f"#:~:text={_encoded(words)}"
    return f"#:~:text={_encoded(words[:_EDGE])},{_encoded(words[-_EDGE:])}"


def _on_one_line(text: str) -> str:
    return " ".join(visible(text).split())


def _encoded(words: list[str]) -> str:
    # A hyphen has a meaning of its own there.
    return percent(" ".join(words), safe="").replace("-", "%2D")
