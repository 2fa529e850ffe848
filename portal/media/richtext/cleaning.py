"""Cleans rich text: whatever came in, what comes out is safe and in the tags of our table."""

import nh3

from portal.kit.text.normalize import usable
from portal.media.richtext import alignment, emphasis, limits, table
from portal.media.richtext.headings import level_headings
from portal.media.richtext.lines import PLAIN_BLOCKS
from portal.media.richtext.references import resolve
from portal.media.richtext.structure import RENAMED, structure
from portal.media.richtext.tree import Element, Node, read, write

# Their content is no text of the author's.
DROPPED = {
    "script",
    "style",
    "template",
    "noscript",
    "noembed",
    "noframes",
    "iframe",
    "frameset",
    "object",
    "embed",
    "applet",
    "svg",
    "math",
    "title",
    "xml",
    "xmp",
    "audio",
    "video",
    "canvas",
    "select",
    "datalist",
    "textarea",
    "button",
    "o:officedocumentsettings",
    "w:worddocument",
}
SCHEMES = {"http", "https", "mailto", "tel"}
_ALLOWED = table.allowed()
_TYPED = {tag: set(attributes) for piece in table.PIECES for tag, attributes in piece.tags.items()}
# Ways of other pages to say how lines are aligned and what is emphasised.
_ALIGNING = {
    tag: _TYPED.get(tag, set()) | {"style", "align"}
    for tag in alignment.ALIGNED | alignment.WRAPPERS | {"tr", "thead", "tbody"}
}
_STYLED = {
    tag: _TYPED.get(tag, set()) | _ALIGNING.get(tag, set()) | {"style"} for tag in emphasis.STYLED
}
_CLASSES = {tag: set(names) for tag, names in table.CLASSES.items()}

_SIFTED = set(_TYPED) | set(RENAMED) | set(PLAIN_BLOCKS) | {"h1", "h5", "h6"}
# First pass: anything to well-formed HTML of harmless tags, blocks still where they were.
_sift = nh3.Cleaner(
    tags=_SIFTED,
    clean_content_tags=DROPPED,
    attributes=_TYPED | _ALIGNING | _STYLED,
    allowed_classes=_CLASSES,
    filter_style_properties={"text-align", *emphasis.PROPERTIES},
    url_schemes=SCHEMES,
    link_rel=None,
)
# Last pass: the allow-list of our table and nothing else. What is stored has gone through it.
_allow = nh3.Cleaner(
    tags=set(_ALLOWED),
    clean_content_tags=DROPPED,
    attributes=_ALLOWED,
    allowed_classes=_CLASSES,
    url_schemes=SCHEMES,
    link_rel=None,
)
# Blocks that begin a line of their own in what is stored, so that versions can be compared.
_OWN_LINE = {"li", "dt", "dd", "tr", "thead", "tbody", "tfoot", "caption", "figcaption"}


def clean_html(html: str) -> str:
    """Return the text as it is stored: cleaning it again changes nothing."""
    html = usable(html.replace("\r\n", "\n").replace("\r", "\n"))
    if not html.strip():
        return ""
    if limits.is_too_deep(html):
        html = limits.flattened(html, _SIFTED, DROPPED)
    tree = read(_sift.clean(html))
    emphasis.emphasise(tree)
    alignment.align(tree.children)
    level_headings(tree)
    tree.children = resolve(tree.children)
    blocks = structure(tree)
    for block in blocks:
        _break_lines(block)
    html = "\n".join(write([block]) for block in blocks)
    return _allow.clean(html).replace("&nbsp;", "\u00a0")


def _break_lines(node: Node) -> None:
    if not isinstance(node, Element):
        return
    children: list[Node] = []
    for child in node.children:
        if isinstance(child, Element):
            _break_lines(child)
            if child.tag in _OWN_LINE:
                children.append("\n")
        children.append(child)
    if children and isinstance(children[-1], Element) and children[-1].tag in _OWN_LINE:
        children.append("\n")
    node.children = children
