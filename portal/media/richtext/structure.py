"""Puts rich text into plain blocks: nothing empty, no words lost."""

import re
from collections.abc import Callable

from portal.media.richtext.tree import STROKE, VOID, Element, Node

RENAMED = {
    "b": "strong",
    "i": "em",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
}
# Blocks of other pages that mean no more than "here is a piece of text".
PLAIN_BLOCKS = frozenset(
    {
        *("div", "section", "article", "main", "header", "footer", "nav", "aside", "hgroup"),
        *("address", "center", "pre", "dl", "dt", "dd", "form", "fieldset", "legend"),
        *("details", "summary", "body", "html", "menu", "dir"),
    }
)
LINES = frozenset({"p", "h2", "h3", "h4", "caption", "figcaption"})
CELLS = frozenset({"li", "td", "th"})
LISTS = frozenset({"ul", "ol"})
TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
BLOCKS = LINES | CELLS | LISTS | TABLE_PARTS | PLAIN_BLOCKS | {"blockquote", "figure", "hr"}
MEDIA = frozenset({"img", "hr"})
# A single space or fixed space stays as it is: nearly all are single.
_SPACES = re.compile(r"[ \t\n\r\f\u00a0]{2,}|[\t\n\r\f]")
_BLANK = " \t\n\r\f\u00a0"
_NOTHING = _BLANK + STROKE


def structure(root: Element) -> list[Node]:
    """Return the blocks of a text, in order, in the tags of our table."""
    _rename(root)
    return _flow(root.children)


def _rename(root: Element) -> None:
    for element in root.walk():
        element.tag = RENAMED.get(element.tag, element.tag)


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
    return not node.text().strip(_NOTHING) and not any(c.tag in MEDIA for c in node.walk())


def _flow(children: list[Node]) -> list[Node]:
    """Return the children as a row of blocks; words between them become paragraphs."""
    blocks: list[Node] = []
    line: list[Node] = []

    def end_line() -> None:
        if words := _line(line):
            blocks.append(Element("p", {}, words))
        line.clear()

    for child in children:
        if is_block(child) and isinstance(child, Element):
            end_line()
            blocks.extend(_block(child))
        elif holds_block(child) and isinstance(child, Element):
            end_line()
            blocks.extend(_flow(_push_down(child)))
        else:
            line.append(child)
    end_line()
    return blocks


def _push_down(inline: Element) -> list[Node]:
    """Return the children of an inline element that wrongly holds blocks, each wrapped in it."""
    pushed: list[Node] = []
    for child in inline.children:
        if isinstance(child, Element) and (is_block(child) or holds_block(child)):
            inner = Element(inline.tag, dict(inline.attributes), child.children)
            takes_words = is_block(child) and child.tag not in LISTS | TABLE_PARTS
            if takes_words and not holds_block(child):
                child.children = [inner]
            elif child.tag not in VOID:
                child.children = _push_down(inner)
            pushed.append(child)
        elif is_empty(child):
            pushed.append(child)
        else:
            pushed.append(Element(inline.tag, dict(inline.attributes), [child]))
    return pushed


def _block(element: Element) -> list[Node]:
    """Return blocks in our tags: none for an empty one, several for one that only held others."""
    if element.tag == "hr":
        return [element]
    if is_empty(element) and element.tag not in TABLE_PARTS:
        return []
    shape = _SHAPES.get(element.tag)
    return shape(element) if shape else _flow(element.children)


def _paragraph(element: Element) -> list[Node]:
    # The parser lets a table into a paragraph.
    return _flow(element.children)


def _heading(element: Element) -> list[Node]:
    """Return a heading or caption: one line, whatever blocks were in it."""
    element.children = _line(_unwrapped_blocks(element.children))
    return [element] if element.children else []


def _unwrapped_blocks(children: list[Node]) -> list[Node]:
    words: list[Node] = []
    for child in children:
        if isinstance(child, Element) and child.tag in BLOCKS:
            words += [" ", *_unwrapped_blocks(child.children), " "]
        else:
            if isinstance(child, Element):
                child.children = _unwrapped_blocks(child.children)
            words.append(child)
    return words


def _list(element: Element) -> list[Node]:
    """Return a list of items only; a list that stands between items belongs to the item before."""
    items: list[Node] = []
    for child in element.children:
        if is_empty(child):
            continue
        previous = items[-1] if items else None
        if isinstance(child, Element) and child.tag == "li":
            items.append(child)
        elif isinstance(child, Element) and child.tag in LISTS and isinstance(previous, Element):
            previous.children.append(child)
        else:
            items.append(Element("li", {}, [child]))
    element.children = [item for child in items for item in _item(child)]
    return [element] if element.children else []


def _item(item: Node) -> list[Node]:
    if isinstance(item, Element):
        item.children = _cell(item.children)
        return [item] if item.children else []
    return []


def _cell(children: list[Node]) -> list[Node]:
    """Return the content of an item or cell: bare words, or words before a list."""
    blocks = _flow(children)
    paragraphs = [block for block in blocks if isinstance(block, Element) and block.tag == "p"]
    if len(paragraphs) == 1 and blocks[0] is paragraphs[0]:
        others = blocks[1:]
        if all(isinstance(block, Element) and block.tag in LISTS for block in others):
            return [*paragraphs[0].children, *others]
    return blocks


def _table(element: Element) -> list[Node]:
    """Return a table with its caption and rows; stray words are put before it."""
    caption = [child for child in element.children if _is(child, "caption")]
    sections = [child for child in element.children if _is(child, "thead", "tbody", "tfoot", "tr")]
    stray = [child for child in element.children if child not in caption and child not in sections]
    rows = [row for child in sections for row in _rows(child)]
    if not rows:
        return _flow([*(n for c in caption if isinstance(c, Element) for n in c.children), *stray])
    titles = [
        title for child in caption[:1] if isinstance(child, Element) for title in _block(child)
    ]
    return [*_flow(stray), Element("table", {}, [*titles, *rows])]


def _is(node: Node, *tags: str) -> bool:
    return isinstance(node, Element) and node.tag in tags


def _rows(part: Node) -> list[Node]:
    if not isinstance(part, Element):
        return []
    if part.tag == "tr":
        cells = [child for child in part.children if _is(child, "td", "th")]
        for cell in cells:
            if isinstance(cell, Element):
                cell.children = _cell(cell.children)
        part.children = list(cells)
        return [part] if cells else []
    part.children = [row for child in part.children for row in _rows(child)]
    return [part] if part.children else []


def _quotation(element: Element) -> list[Node]:
    element.children = _flow(element.children)
    return [element] if element.children else []


def _figure(element: Element) -> list[Node]:
    """Return a picture with its caption; without a picture, the words alone."""
    if not any(child.tag == "img" for child in element.walk()):
        return _flow(element.children)
    captions = [child for child in element.children if _is(child, "figcaption")]
    rest = [child for child in element.children if child not in captions]
    shown = _line(_unwrapped_blocks(rest))
    texts = [
        text for child in captions[:1] if isinstance(child, Element) for text in _heading(child)
    ]
    if not texts and len(shown) == 1:
        return [Element("p", {}, shown)]
    return [Element("figure", {"class": "image"}, [*shown, *texts])]


def _line(nodes: list[Node]) -> list[Node]:
    """Return a line of words: no empty tags, spaces run together, none at the ends."""
    words = _joined([word for node in nodes for word in _inline(node)])
    _trim(words, first=True)
    _trim(words, first=False)
    return [] if all(is_empty(word) for word in words) else words


def _joined(nodes: list[Node]) -> list[Node]:
    """Return the nodes with neighbouring words made one, so that their spaces run together."""
    joined: list[Node] = []
    for node in nodes:
        if isinstance(node, Element):
            joined.append(node)
        elif joined and isinstance(joined[-1], str):
            joined[-1] = _SPACES.sub(" ", joined[-1] + node)
        elif words := node.lstrip(STROKE):
            joined.append(words)
    return joined


def _inline(node: Node) -> list[Node]:
    if isinstance(node, str):
        return [_SPACES.sub(" ", node)] if node else []
    if node.tag in VOID:
        return [node]
    node.children = _joined([word for child in node.children for word in _inline(child)])
    if is_empty(node):
        return [*([" "] if node.text() else []), *(c for c in node.walk() if c.tag == "br")]
    return [node]


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


_SHAPES: dict[str, Callable[[Element], list[Node]]] = {
    "p": _paragraph,
    **dict.fromkeys(("h2", "h3", "h4"), _heading),
    **dict.fromkeys(LISTS, _list),
    "table": _table,
    "blockquote": _quotation,
    "figure": _figure,
    "caption": _heading,
}
