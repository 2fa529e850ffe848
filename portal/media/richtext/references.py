"""References in a text: links, figures, and pictures of our own in all their sizes."""

import re

from django.core.files.storage import default_storage

from portal.media.pictures import names
from portal.media.richtext import alignment, figures
from portal.media.richtext.addresses import address, is_external, local
from portal.media.richtext.tree import Element, Node

EXTERNAL_REL = "external noopener"
# Width of the text column, as the style sheet sets it.
TEXT_SIZES = "(min-width: 48rem) 45rem, 92vw"
# Stands for a link or a foreign picture within a link: no more than its words.
_WORDS = "words"
_SPAN = re.compile(r"[1-9]\d{0,2}")


def resolve(nodes: list[Node]) -> list[Node]:
    """Return the nodes with every link, figure and picture in the form that is stored."""
    return [resolved for node in nodes for resolved in _resolve(node)]


def _resolve(node: Node) -> list[Node]:
    if isinstance(node, str):
        return figures.parse_references(node)
    if node.tag == "data":
        return [node] if figures.is_bound(node) else resolve(figures.rebind(node))
    if node.tag == "img":
        return [_picture(node)]
    if node.tag == _WORDS:
        return resolve(node.children)
    if node.tag == "a":
        return _link(node)
    node.children = resolve(node.children)
    node.attributes = _allowed_attributes(node)
    # Without a language it says nothing.
    return node.children if node.tag == "span" and not node.attributes else [node]


def _allowed_attributes(element: Element) -> dict[str, str]:
    tests = _ATTRIBUTES.get(element.tag, {})
    return {
        name: value
        for name, value in element.attributes.items()
        if name in tests and tests[name].fullmatch(value)
    }


_SPANS = {"colspan": _SPAN, "rowspan": _SPAN}
# Word marks each word in capitals (EN-US) with the language of the keyboard: that says nothing.
_LANGUAGE = {"lang": re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")}
_ALIGNED = {"class": re.compile("align-(?:center|right)")}
_TITLE = {"title": re.compile(r"[^\x00]{1,300}")}
_LINES = {**_LANGUAGE, **_ALIGNED}
_ATTRIBUTES: dict[str, dict[str, re.Pattern[str]]] = {
    **dict.fromkeys(("p", "h2", "h3", "h4"), _LINES),
    **dict.fromkeys(("strong", "em", "q", "cite", "span", "li", "dt", "dd"), _LANGUAGE),
    "blockquote": _LANGUAGE,
    **dict.fromkeys(alignment.WRAPPERS, _ALIGNED),
    "abbr": {**_LANGUAGE, **_TITLE},
    "a": {**_LANGUAGE, **_TITLE},
    "td": {**_SPANS, **_LINES},
    "th": {**_SPANS, **_LINES, "scope": re.compile("col|row|colgroup|rowgroup")},
    "ol": {"start": re.compile(r"\d{1,4}"), "type": re.compile("[1aAiI]")},
    "img": _TITLE,
    "figure": {"class": re.compile("image")},
}


def _link(link: Element) -> list[Node]:
    """Return the link with its address checked; a foreign picture in it follows as its own link."""
    outside = [child for child in link.walk() if child.tag == "img" and not stored_name(child)]
    followers: list[Node] = []
    href = address(link.attributes.get("href", ""))
    for image in outside:
        shown = _picture(image)
        if isinstance(shown, Element) and shown.attributes["href"] != href and href:
            followers += [" ", shown]
    if not href:
        return resolve(link.children)
    for image in outside:
        image.tag, image.children = _WORDS, [_label(image)]
    for inner in link.walk():
        if inner.tag == "a":
            inner.tag = _WORDS
    link.children = resolve(link.children)
    link.attributes = {"href": href, **_allowed_attributes(link)}
    if is_external(href):
        link.attributes["rel"] = EXTERNAL_REL
    return [link, *followers]


def stored_name(image: Element) -> names.StoredName | None:
    """Return the stored name behind an image of ours, or None."""
    source = local(image.attributes.get("src", ""))
    base = default_storage.url("")
    return names.parse(source[len(base) :]) if source.startswith(base) else None


def _label(image: Element) -> str:
    source = image.attributes.get("src", "")
    return image.attributes.get("alt", "") or source.rsplit("/", 1)[-1] or source


def _picture(image: Element) -> Node:
    """Return our own picture in all its sizes; a picture from elsewhere becomes a link to it."""
    name = stored_name(image)
    alt = image.attributes.get("alt", "")
    if name:
        attributes = _allowed_attributes(image)
        if not alt.strip() and "decorative" in image.attributes.get("class", "").split():
            attributes["class"] = "decorative"
        return _sized(name, alt, attributes)
    href = address(image.attributes.get("src", ""))
    if not href:
        return alt
    link = Element("a", {"href": href}, [_label(image)])
    if is_external(href):
        link.attributes["rel"] = EXTERNAL_REL
    return link


def _sized(name: names.StoredName, alt: str, attributes: dict[str, str]) -> Element:
    """Return a picture in all its sizes; `attributes` are further ones."""
    source = Element(
        "source",
        {"type": "image/webp", "srcset": _srcset(name, "webp"), "sizes": TEXT_SIZES},
    )
    image = Element(
        "img",
        {
            "src": default_storage.url(name.path),
            "srcset": _srcset(name, name.extension),
            "sizes": TEXT_SIZES,
            "alt": alt,
            **attributes,
            "width": str(name.width),
            "height": str(name.height),
            "loading": "lazy",
            "decoding": "async",
        },
    )
    return Element("picture", {}, [source, image])


def _srcset(name: names.StoredName, extension: str) -> str:
    return ", ".join(
        f"{default_storage.url(path)} {width}w" for path, width in name.paths(extension)
    )
