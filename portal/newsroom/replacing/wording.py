"""One wording in place of another: in plain text, and in the text of HTML, never in its tags."""

import re
from dataclasses import dataclass
from functools import lru_cache

from portal.kit.text.normalize import nfc
from portal.media.richtext.cleaning import clean_html
from portal.media.richtext.lines import BLOCKS
from portal.media.richtext.tree import Element, Node, read, write


@dataclass(frozen=True, slots=True)
class Wording:
    """What is looked for, and what shall stand in its place."""

    find: str
    replace: str
    whole_words: bool = True
    match_case: bool = True


@dataclass(frozen=True, slots=True)
class Replaced:
    """A text after replacing: how often, and how often formatting stood in the way."""

    text: str
    count: int = 0
    by_hand: int = 0


@lru_cache(maxsize=16)
def pattern(wording: Wording) -> re.Pattern[str]:
    """Finds the wording in NFC text; a space stands for any spaces, also those that hold lines."""
    words = nfc(wording.find).split()
    found = r"\s+".join(map(re.escape, words))
    if wording.whole_words:
        before = r"(?<!\w)" if words[0][0].isalnum() else ""
        after = r"(?!\w)" if words[-1][-1].isalnum() else ""
        found = f"{before}{found}{after}"
    return re.compile(found, re.NOFLAG if wording.match_case else re.IGNORECASE)


def in_text(text: str, wording: Wording) -> Replaced:
    """Plain text with the new wording; where nothing is found, the very text."""
    new, count = pattern(wording).subn(lambda found: _as(found[0], wording), nfc(text))
    return Replaced(new, count) if count else Replaced(text)


def _as(found: str, wording: Wording) -> str:
    """Return the new wording; in capitals where the old one was set in capitals only there."""
    new = nfc(wording.replace)
    return new.upper() if found.isupper() and not wording.find.isupper() else new


def in_html(html: str, wording: Wording) -> Replaced:
    """Rich text with the new wording in its words; tags and addresses stay as they are."""
    root = read(html)
    lines = [line for line in _lines(root) if line.strip()]
    everywhere = sum(len(pattern(wording).findall(line)) for line in lines)
    if not everywhere:
        return Replaced(html)
    count = _replace(root, wording)
    # Found in a line as it is read, and in no single piece of it: a tag stands in between.
    by_hand = max(0, everywhere - count)
    return Replaced(clean_html(write(root.children)) if count else html, count, by_hand)


def _replace(element: Element, wording: Wording) -> int:
    count = 0
    for number, child in enumerate(element.children):
        if isinstance(child, Element):
            count += _replace(child, wording)
            continue
        done = in_text(child, wording)
        element.children[number], count = done.text, count + done.count
    return count


def _lines(root: Element) -> list[str]:
    """Return the text as it is read: what stands in one block is one line, whatever formats it."""
    lines = [""]

    def walk(node: Node) -> None:
        if isinstance(node, str):
            lines[-1] += node
            return
        parts = node.tag in BLOCKS or node.tag in ("br", "img")
        if parts:
            lines.append("")
        for child in node.children:
            walk(child)
        if parts:
            lines.append("")

    walk(root)
    return lines
