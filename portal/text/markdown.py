"""The part of Markdown that our own documents use, as HTML; all else is shown as it is typed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from portal.text.slugs import slugify

_HEADING: Final = re.compile(r"(#{1,4}) +(.+)")
_ITEM: Final = re.compile(r"(-|\d+\.) +(.+)")
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_RULE_OF_A_TABLE: Final = re.compile(r"\|(?: *:?-+:? *\|)+")
_INLINE: Final = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<strong>.+?)\*\*|\[(?P<words>[^\]]+)\]\((?P<address>[^)\s]+)\)"
)
# Other documents of the repository have no address here; their names stand as words.
_ADDRESS: Final = re.compile(r"https?://|/(?!/)|#")


class Heading(NamedTuple):
    """A heading below the title, with the name that links lead to."""

    level: int
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its title, which the HTML leaves out, and its headings in order."""

    title: str
    html: SafeString
    headings: tuple[Heading, ...]


def render(source: str, *, picture: Callable[[str], str]) -> Document:
    """The text as HTML; `picture` gives the address of a picture by what stands in the text."""
    title, headings, parts = "", [], []
    for block in _blocks(source):
        found = _HEADING.fullmatch(block[0])
        if found is None:
            parts.append(_block(block, picture))
        elif len(found[1]) == 1:
            title = found[2]
        else:
            heading = Heading(len(found[1]), found[2], slugify(found[2]))
            headings.append(heading)
            parts.append(_heading(heading))
    # Each part is made by format_html or of escaped text.
    return Document(title, mark_safe("\n".join(parts)), tuple(headings))  # noqa: S308


def _blocks(source: str) -> Iterator[list[str]]:
    """Runs of lines that belong together; a heading is one by itself."""
    block: list[str] = []
    for line in [*source.splitlines(), ""]:
        alone = _HEADING.fullmatch(line) is not None
        if block and (alone or not line.strip()):
            yield block
            block = []
        if alone:
            yield [line]
        elif line.strip():
            block.append(line)


def _heading(heading: Heading) -> SafeString:
    words = _inline(heading.words)
    return format_html('<h{} id="{}">{}</h{}>', heading.level, heading.anchor, words, heading.level)


def _block(lines: list[str], picture: Callable[[str], str]) -> SafeString:
    if found := _PICTURE.fullmatch(lines[0].strip()):
        return format_html('<p><img src="{}" alt="{}"></p>', picture(found[2]), found[1])
    if len(lines) > 1 and lines[0].startswith("|") and _RULE_OF_A_TABLE.fullmatch(lines[1]):
        return _table(lines)
    if _ITEM.fullmatch(lines[0]):
        return _list(lines)
    return format_html("<p>{}</p>", _inline(" ".join(line.strip() for line in lines)))


def _list(lines: list[str]) -> SafeString:
    """Items at the margin; what is indented goes on with the item before it."""
    items: list[str] = []
    for line in lines:
        found = _ITEM.fullmatch(line)
        if found:
            items.append(found[2])
        else:
            items[-1] += " " + line.strip()
    tag = "ul" if lines[0].startswith("-") else "ol"
    inner = _joined(format_html("<li>{}</li>", _inline(item)) for item in items)
    return format_html("<{}>{}</{}>", tag, inner, tag)


def _table(lines: list[str]) -> SafeString:
    head, rows = _cells(lines[0]), [_cells(line) for line in lines[2:]]
    return format_html(
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
        _joined(format_html('<th scope="col">{}</th>', _inline(cell)) for cell in head),
        _joined(
            format_html(
                "<tr>{}</tr>", _joined(format_html("<td>{}</td>", _inline(cell)) for cell in row)
            )
            for row in rows
        ),
    )


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _joined(parts: Iterator[SafeString]) -> SafeString:
    return SafeString("".join(parts))


def _inline(text: str) -> SafeString:
    """Code, bold and links of a text; what stands around them escaped."""
    parts, at = [], 0
    for found in _INLINE.finditer(text):
        parts += [escape(text[at : found.start()]), _span(found)]
        at = found.end()
    return SafeString("".join([*parts, escape(text[at:])]))


def _span(found: re.Match[str]) -> SafeString:
    if found["code"]:
        return format_html("<code>{}</code>", found["code"])
    if found["strong"]:
        return format_html("<strong>{}</strong>", _inline(found["strong"]))
    if _ADDRESS.match(found["address"]):
        return format_html('<a href="{}">{}</a>', found["address"], _inline(found["words"]))
    return _inline(found["words"])
