"""The one table of rich text: what an editor can type and what is kept are two views of it.

To let texts hold something new, add a row; toolbar, editor filter and allow-list follow.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that a text can hold: its tags and attributes, and the buttons that make it."""

    tags: Mapping[str, frozenset[str]]
    # CKEditor's names of the buttons; empty where another row's button makes the tags too.
    buttons: tuple[str, ...] = ()
    # Attributes that the cleaner writes itself; the editor neither sends nor shows them.
    written: Mapping[str, frozenset[str]] = field(default_factory=dict)


def _tags(*names: str) -> dict[str, frozenset[str]]:
    return {name: frozenset() for name in names}


PARAGRAPH = Piece(_tags("p", "br"))
HEADINGS = Piece(_tags("h2", "h3", "h4"), ("Format",))
EMPHASIS = Piece(_tags("strong", "em"), ("Bold", "Italic"))
SCRIPTS = Piece(_tags("sub", "sup"), ("Subscript", "Superscript"))
LISTS = Piece(
    {**_tags("ul", "li"), "ol": frozenset({"start", "type"})}, ("BulletedList", "NumberedList")
)
QUOTATION = Piece(_tags("blockquote"), ("Blockquote",))
LINK = Piece({"a": frozenset({"href"})}, ("Link", "Unlink"), written={"a": frozenset({"rel"})})
PICTURE = Piece(
    {**_tags("figure", "figcaption"), "img": frozenset({"src", "alt"})},
    ("Image",),
    written={
        "picture": frozenset(),
        "source": frozenset({"type", "srcset", "sizes"}),
        "img": frozenset({"width", "height", "srcset", "sizes", "loading", "decoding"}),
    },
)
TABLE = Piece(
    {
        **_tags("table", "caption", "thead", "tbody", "tfoot", "tr"),
        "th": frozenset({"scope", "colspan", "rowspan"}),
        "td": frozenset({"colspan", "rowspan"}),
    },
    ("Table",),
)
# A reference to a figure; editors find it in a list of its own (portal.media.richtext.figures).
FIGURE = Piece({"data": frozenset({"value"})}, ("QuotedFigure",))
RULE = Piece(_tags("hr"), ("HorizontalRule",))

# In the order of the toolbar; a tuple is a group between two gaps.
GROUPS: tuple[tuple[Piece, ...], ...] = (
    (PARAGRAPH, HEADINGS),
    (EMPHASIS, SCRIPTS),
    (LISTS, QUOTATION),
    (LINK,),
    (PICTURE, TABLE, FIGURE, RULE),
)
PIECES: tuple[Piece, ...] = tuple(piece for group in GROUPS for piece in group)
# Classes that mean something to the site and the editor; any other is dropped.
CLASSES: Mapping[str, frozenset[str]] = {
    "figure": frozenset({"image"}),
    # A picture that says nothing more than the text: nobody has to describe it.
    "img": frozenset({"decorative"}),
}
# What the editor takes in beside the table, in CKEditor's notation; the cleaner writes it in tags
# of the table. `data-widget` marks a picture while it is uploaded.
TAKEN_IN = "img[data-widget]"
# Names of the block formats in the editor's drop-down.
FORMATS: Mapping[str, str | Promise] = {
    "p": _("Paragraph"),
    "h2": _("Heading"),
    "h3": _("Smaller heading"),
    "h4": _("Smallest heading"),
}


def allowed() -> dict[str, set[str]]:
    """Return every tag that is kept, with the attributes kept on it."""
    by_tag: dict[str, set[str]] = {}
    for piece in PIECES:
        for source in (piece.tags, piece.written):
            for tag, attributes in source.items():
                by_tag.setdefault(tag, set()).update(attributes)
    return by_tag


def toolbar() -> list[list[str]]:
    """Return the rows of buttons, group by group."""
    groups = [[button for piece in group for button in piece.buttons] for group in GROUPS]
    return [["Undo", "Redo"], *groups, ["RemoveFormat", "PasteText", "Maximize"]]


def editor_rules() -> str:
    """Return what the editor lets through while typing and pasting, in CKEditor's notation."""
    rules = []
    for tag, attributes in sorted({t: a for p in PIECES for t, a in p.tags.items()}.items()):
        classes = f"({','.join(sorted(CLASSES[tag]))})" if tag in CLASSES else ""
        # "!" asks for the attribute: a link without address or a picture without file is none.
        needed = {"a": "href", "data": "value", "img": "src"}.get(tag)
        names = [f"!{name}" if name == needed else name for name in sorted(attributes)]
        rules.append(f"{tag}{f'[{",".join(names)}]' if names else ''}{classes}")
    return "; ".join(rules)
