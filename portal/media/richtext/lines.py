"""Which tags are blocks, and lines of words: no empty tags, spaces run together."""

import re
from itertools import groupby
from unicodedata import combining

from portal.media.richtext.headings import BOLD_LINE
from portal.media.richtext.tree import STROKE, VOID, Element, Node, tidy

# Blocks of other pages that mean no more than "here is a piece of text".
PLAIN_BLOCKS = frozenset(
    {
        *("div", "section", "article", "main", "header", "footer", "nav", "aside", "hgroup"),
        *("address", "center", "form", "fieldset", "legend"),
        *("details", "summary", "body", "html"),
    }
)
LINES = frozenset({"p", "pre", "h2", "h3", "h4", BOLD_LINE, "dt", "caption", "figcaption"})
CELLS = frozenset({"li", "dd", "td", "th"})
LISTS = frozenset({"ul", "ol"})
TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
BLOCKS = LINES | CELLS | LISTS | TABLE_PARTS | PLAIN_BLOCKS | {"dl", "blockquote", "figure", "hr"}
# Their children are items or rows, never words.
HOLDERS = LISTS | TABLE_PARTS | {"dl"}
MEDIA = frozenset({"img", "hr"})
# A single space or fixed space stays as it is: nearly all are single.
_SPACES = re.compile(r"[ \t\n\r\f\u00a0]{2,}|[\t\n\r\f]")
_RUNS = ("  ", "\n", "\t", "\r", "\f", "\u00a0")
_BLANK = " \t\n\r\f\u00a0"
_NOTHING = _BLANK + STROKE


def is_block(node: Node) -> bool:
    return isinstance(node, Element) and node.tag in BLOCKS


def holds_block(node: Node) -> bool:
    return isinstance(node, Element) and any(child.tag in BLOCKS for child in node.walk())


def is_empty(node: Node) -> bool:
    """Return whether there is nothing to read, see or fill in it."""
    if isinstance(node, str):
        return not node.strip(_NOTHING)
    if node.tag in MEDIA:
        return False
    return all(is_empty(child) for child in node.children)


def unwrapped_blocks(children: list[Node]) -> list[Node]:
    words: list[Node] = []
    for child in children:
        if isinstance(child, Element) and child.tag in BLOCKS:
            words += [" ", *unwrapped_blocks(child.children), " "]
        else:
            if isinstance(child, Element):
                child.children = unwrapped_blocks(child.children)
            words.append(child)
    return words


def line(nodes: list[Node]) -> list[Node]:
    """Return a line of words: no empty tags, spaces run together, none at the ends."""
    if not nodes:
        return []
    words = _joined([word for node in nodes for word in _inline(node)])
    _trim(words, first=True)
    _trim(words, first=False)
    return [] if all(is_empty(word) for word in words) else words


def _joined(nodes: list[Node]) -> list[Node]:
    """Return the nodes with neighbouring words made one, so that their spaces run together."""
    joined: list[Node] = []
    words: list[str] = []
    for node in nodes:
        if isinstance(node, Element):
            joined += [*_as_one(words), node]
            words = []
        elif words or (node := node.lstrip(STROKE)):
            words.append(node)
    return joined + _as_one(words)


def _as_one(words: list[str]) -> list[Node]:
    """Return neighbouring words as one text; put together once, however many there are."""
    if len(words) < 2:
        return [*words]
    text = "".join(words)
    # Where a tag between them is gone, a mark comes to stand on the letter before.
    if any(combining(each[:1] or " ") for each in words[1:]):
        text = tidy(text)
    return [_run_together(text)]


def _inline(node: Node) -> list[Node]:
    if isinstance(node, str):
        return [_run_together(node)] if node else []
    if node.tag in VOID:
        return [node]
    node.children = _joined([word for child in node.children for word in _inline(child)])
    if is_empty(node):
        return [*([" "] if node.text() else []), *(c for c in node.walk() if c.tag == "br")]
    return [node]


def _run_together(text: str) -> str:
    """Return the text with a single space for each run of white space."""
    # Looking for each of them is many times faster than the pattern over a whole paragraph.
    return _SPACES.sub(" ", text) if any(space in text for space in _RUNS) else text


def _trim(words: list[Node], *, first: bool) -> None:
    """Take spaces and line breaks from one end of a line."""
    end = 0 if first else -1
    while words:
        word = words[end]
        if isinstance(word, str):
            word = word.lstrip(_NOTHING) if first else word.rstrip(_BLANK)
            if word:
                words[end] = word
                return
        elif word.tag != "br":
            return
        del words[end]


def lines_as_typed(nodes: list[Node]) -> list[Node]:
    """Return words with their spaces and line breaks, without empty lines at the ends.

    The parser takes the first line break away in any case.
    """
    lines = ["\n" if isinstance(node, Element) and node.tag == "br" else node for node in nodes]
    words: list[Node] = []
    for kind, run in groupby(lines, type):
        if kind is str:
            texts = [str(text) for text in run]
            words.append(tidy("".join(texts)) if len(texts) > 1 else texts[0])
        else:
            words += run
    if words and isinstance(words[0], str):
        words[0] = words[0].lstrip("\n" + STROKE)
    if words and isinstance(words[-1], str):
        words[-1] = words[-1].rstrip(_NOTHING)
    return [] if all(is_empty(word) for word in words) else words
