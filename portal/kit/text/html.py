"""Plain text out of stored HTML, for search, snippets and descriptions."""

import re
from html import unescape
from typing import Final

from portal.kit.text.normalize import visible

# Inline tags stand inside words ("<b>H</b>ội"): they vanish. All other tags part words.
_INLINE: Final = (
    "a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike"
    "|strong|sub|sup|time|tt|u|var|wbr"
)
# What a paragraph ends with: the blocks of `portal/media/richtext/table.py`, as a test says, and
# the headings that it levels.
BLOCK_TAGS: Final = frozenset(
    [
        "blockquote", "caption", "dd", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4",
        "h5", "h6", "hr", "li", "ol", "p", "pre", "table", "tbody", "td", "tfoot", "th", "thead",
        "tr", "ul",
    ]
)  # fmt: skip
_BLOCK_END: Final = re.compile(rf"</(?:{'|'.join(sorted(BLOCK_TAGS))})>", re.IGNORECASE)
# A quoted value may hold ">". Nothing here reads the same stretch twice, whatever is sent.
_ATTRIBUTES: Final = r"""(?>[^<>"']+|"[^"]*"|'[^']*')*+"""
_INLINE_TAG: Final = re.compile(rf"</?(?:{_INLINE})(?![\w:-]){_ATTRIBUTES}>", re.IGNORECASE)
_OTHER_TAG: Final = re.compile(rf"</?[a-z!?]{_ATTRIBUTES}>", re.IGNORECASE)
_NOT_TEXT: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL
)
# No letter has so many digits, and of some thousands Python makes no number at all.
_NO_LETTER: Final = re.compile(r"&#\d{20,};?")


def plain_text(html: str) -> str:
    """Return what a reader sees of the HTML, on one line: no tags, letters as letters, NFC."""
    if "<!--" in html or "<s" in html or "<t" in html or "<S" in html or "<T" in html:
        html = _NOT_TEXT.sub(" ", html)
    text = _OTHER_TAG.sub(" ", _INLINE_TAG.sub("", html))
    return " ".join(visible(with_letters(text)).split())


def with_letters(text: str) -> str:
    """Return the text with letters in place of what stands for them, such as &amp;."""
    if "&" not in text:
        return text
    return unescape(_NO_LETTER.sub("\ufffd", text) if "&#" in text else text)


def paragraphs_of(html: str) -> list[str]:
    """Return what a reader sees of the HTML, block by block; none that is empty."""
    return [text for block in _BLOCK_END.split(html) if (text := plain_text(block))]
