"""Puts rich text into plain blocks: nothing empty, no words lost."""

from collections.abc import Callable

from portal.media.richtext.headings import BOLD_LINE
from portal.media.richtext.lines import (
    HOLDERS,
    LISTS,
    PLAIN_BLOCKS,
    TABLE_PARTS,
    holds_block,
    is_block,
    is_empty,
    line,
    lines_as_typed,
    unwrapped_blocks,
)
from portal.media.richtext.tree import VOID, Element, Node

RENAMED = {
    "b": "strong",
    "i": "em",
    "var": "em",
    "dfn": "em",
    "ins": "u",
    "strike": "s",
    "del": "s",
    "tt": "code",
    "samp": "code",
    "acronym": "abbr",
    "menu": "ul",
    "dir": "ul",
}


def structure(root: Element) -> list[Node]:
    """Return the blocks of a text, in order, in the tags of our table."""
    _rename(root)
    return _flow(root.children)


def _rename(root: Element) -> None:
    for element in root.walk():
        element.tag = RENAMED.get(element.tag, element.tag)


def _flow(children: list[Node], attributes: dict[str, str] | None = None) -> list[Node]:
    """Return the children as a row of blocks; words between them become paragraphs.

    `attributes` of the words, such as their alignment, become those of these paragraphs.
    """
    blocks: list[Node] = []
    words_here: list[Node] = []

    def end_line() -> None:
        if words := line(words_here):
            blocks.append(Element("p", dict(attributes or {}), words))
        words_here.clear()

    for child in children:
        if is_block(child) and isinstance(child, Element):
            end_line()
            blocks.extend(_block(child))
        elif holds_block(child) and isinstance(child, Element):
            end_line()
            blocks.extend(_flow(_push_down(child)))
        else:
            words_here.append(child)
    end_line()
    return blocks


def _push_down(inline: Element) -> list[Node]:
    """Return the children of an inline element that wrongly holds blocks, each wrapped in it."""
    pushed: list[Node] = []
    for child in inline.children:
        if isinstance(child, Element) and (is_block(child) or holds_block(child)):
            inner = Element(inline.tag, dict(inline.attributes), child.children)
            takes_words = is_block(child) and child.tag not in HOLDERS
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
    return shape(element) if shape else _flow(element.children, element.attributes)


def _paragraph(element: Element) -> list[Node]:
    # The parser lets a table into a paragraph.
    return _flow(element.children, element.attributes)


def _bold_line(element: Element) -> list[Node]:
    """Return a heading below the lowest level: a paragraph in bold."""
    words = line(unwrapped_blocks(element.children))
    return [Element("p", dict(element.attributes), [Element("strong", {}, words)])] if words else []


def _as_typed(element: Element) -> list[Node]:
    """Return lines that are broken where they were typed."""
    element.children = lines_as_typed(unwrapped_blocks(element.children))
    return [element] if element.children else []


def _heading(element: Element) -> list[Node]:
    """Return a heading or caption: one line, whatever blocks were in it."""
    element.children = line(unwrapped_blocks(element.children))
    return [element] if element.children else []


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


def _definitions(element: Element) -> list[Node]:
    """Return names and what they mean; where nothing is named, the texts alone."""
    rows = [row for child in element.children for row in _definition(child)]
    if not any(row.tag == "dt" for row in rows):
        return _flow([node for row in rows for node in row.children])
    element.children = list(rows)
    return [element]


def _definition(node: Node) -> list[Element]:
    if is_empty(node):
        return []
    if isinstance(node, Element) and node.tag == "dt":
        node.children = line(unwrapped_blocks(node.children))
        return [node]
    if isinstance(node, Element) and node.tag in PLAIN_BLOCKS:
        return [row for child in node.children for row in _definition(child)]
    meaning = node if isinstance(node, Element) and node.tag == "dd" else Element("dd", {}, [node])
    meaning.children = _cell(meaning.children)
    return [meaning]


def _item(item: Node) -> list[Node]:
    if isinstance(item, Element):
        _fill(item)
        return [item] if item.children else []
    return []


def _fill(cell: Element) -> None:
    """Put the content of an item or cell into shape; what its only line says is said of it."""
    blocks = [child for child in cell.children if not is_empty(child)]
    only = blocks[0] if len(blocks) == 1 else None
    if isinstance(only, Element) and only.tag == "p":
        for name in ("lang",) if cell.tag == "li" else ("lang", "class"):
            if name in only.attributes:
                cell.attributes.setdefault(name, only.attributes[name])
    if "class" in cell.attributes:
        # It comes last, as where it is read again: else a second cleaning would move it.
        cell.attributes["class"] = cell.attributes.pop("class")
    cell.children = _cell(cell.children)


def _cell(children: list[Node]) -> list[Node]:
    """Return the content of an item or cell: bare words, or words before a list."""
    blocks = _flow(children)
    paragraphs = [block for block in blocks if isinstance(block, Element) and block.tag == "p"]
    if len(paragraphs) == 1 and blocks[0] is paragraphs[0]:
        others = blocks[1:]
        if all(isinstance(block, Element) and block.tag in LISTS for block in others):
            return [*paragraphs[0].children, *others]
    return blocks


_OF_A_TABLE = ("caption", "thead", "tbody", "tfoot", "tr")


def _table(element: Element) -> list[Node]:
    """Return a table with its caption and rows; stray words are put before it."""
    caption = [child for child in element.children if _is(child, "caption")]
    sections = [child for child in element.children if _is(child, *_OF_A_TABLE[1:])]
    stray = [child for child in element.children if not _is(child, *_OF_A_TABLE)]
    rows = [row for child in sections for row in _rows(child)]
    if not rows:
        return _flow([*(n for c in caption if isinstance(c, Element) for n in c.children), *stray])
    titles = [
        title for child in caption[:1] if isinstance(child, Element) for title in _block(child)
    ]
    shaped = Element("table", {}, [*titles, *rows])
    # A title is words alone: a line that stood there may have been all that the table held.
    return [*_flow(stray), *([] if is_empty(shaped) else [shaped])]


def _is(node: Node, *tags: str) -> bool:
    return isinstance(node, Element) and node.tag in tags


def _rows(part: Node) -> list[Node]:
    if not isinstance(part, Element):
        return []
    if part.tag == "tr":
        cells = [child for child in part.children if _is(child, "td", "th")]
        for cell in cells:
            if isinstance(cell, Element):
                _fill(cell)
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
    rest = [child for child in element.children if not _is(child, "figcaption")]
    shown = line(unwrapped_blocks(rest))
    texts = [
        text for child in captions[:1] if isinstance(child, Element) for text in _heading(child)
    ]
    if not texts and len(shown) == 1:
        return [Element("p", {}, shown)]
    return [Element("figure", {"class": "image"}, [*shown, *texts])]


_SHAPES: dict[str, Callable[[Element], list[Node]]] = {
    "p": _paragraph,
    **dict.fromkeys(("h2", "h3", "h4"), _heading),
    **dict.fromkeys(LISTS, _list),
    BOLD_LINE: _bold_line,
    "pre": _as_typed,
    "dl": _definitions,
    "table": _table,
    "blockquote": _quotation,
    "figure": _figure,
    "caption": _heading,
}
