"""The one table of rich text: what an editor can type and what is kept are two views of it.

To let texts hold something new, add a row; toolbar, editor filter and allow-list follow.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.media.richtext import alignment


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


def _in_any_language(*names: str) -> dict[str, frozenset[str]]:
    """Return tags that may say in which language they are."""
    return {name: frozenset({"lang"}) for name in names}


PARAGRAPH = Piece(
    {**_in_any_language("p"), **_tags("br")}, ("JustifyLeft", "JustifyCenter", "JustifyRight")
)
HEADINGS = Piece(_in_any_language("h2", "h3", "h4"), ("Format",))
EMPHASIS = Piece(
    {**_in_any_language("strong", "em"), **_tags("u", "s")},
    ("Bold", "Italic", "Underline", "Strike"),
)
# Made by no button, kept where it comes from elsewhere.
TERMS = Piece(
    {
        **_tags("mark", "small", "code", "kbd"),
        **_in_any_language("q", "cite", "span"),
        "abbr": frozenset({"title", "lang"}),
    }
)
SCRIPTS = Piece(_tags("sub", "sup"), ("Subscript", "Superscript"))
LISTS = Piece(
    {**_tags("ul"), **_in_any_language("li"), "ol": frozenset({"start", "type"})},
    ("BulletedList", "NumberedList"),
)
DEFINITIONS = Piece({**_tags("dl"), **_in_any_language("dt", "dd")})
QUOTATION = Piece(_in_any_language("blockquote"), ("Blockquote",))
# Its lines are broken where they were typed; a format of the editor's makes it.
AS_TYPED = Piece(_tags("pre"))
LINK = Piece(
    {"a": frozenset({"href", "title", "lang"})},
    ("Link", "Unlink"),
    written={"a": frozenset({"rel"})},
)
PICTURE = Piece(
    {**_tags("figure", "figcaption"), "img": frozenset({"src", "alt", "title"})},
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
        "th": frozenset({"scope", "colspan", "rowspan", "lang"}),
        "td": frozenset({"colspan", "rowspan", "lang"}),
    },
    ("Table",),
)
# A reference to a figure; editors find it in a list of its own (portal.media.richtext.figures).
FIGURE = Piece({"data": frozenset({"value"})}, ("QuotedFigure",))
RULE = Piece(_tags("hr"), ("HorizontalRule",))

# In the order of the toolbar; a tuple is a group between two gaps.
GROUPS: tuple[tuple[Piece, ...], ...] = (
    (PARAGRAPH, HEADINGS),
    (EMPHASIS, SCRIPTS, TERMS),
    (LISTS, DEFINITIONS, QUOTATION, AS_TYPED),
    (LINK,),
    (PICTURE, TABLE, FIGURE, RULE),
)
PIECES: tuple[Piece, ...] = tuple(piece for group in GROUPS for piece in group)
# Classes that mean something to the site and the editor; any other is dropped.
CLASSES: Mapping[str, frozenset[str]] = {
    "figure": frozenset({"image"}),
    # A picture that says nothing more than the text: nobody has to describe it.
    "img": frozenset({"decorative"}),
    **dict.fromkeys(("p", "h2", "h3", "h4", "td", "th"), alignment.CLASSES),
}
# What the editor takes in beside the table, in CKEditor's notation; the cleaner writes it in tags
# of the table. `data-widget` marks a picture while it is uploaded.
TAKEN_IN = "img[data-widget]; h1 h5 h6 del ins strike; p h1 h2 h3 h4 h5 h6 td th{text-align}[align]"
# Names of the block formats in the editor's drop-down.
FORMATS: Mapping[str, str | Promise] = {
    "p": _("Paragraph"),
    "h2": _("Heading"),
    "h3": _("Smaller heading"),
    "h4": _("Smallest heading"),
    "pre": _("Lines as typed"),
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
    return [["Undo", "Redo"], *groups, ["RemoveFormat", "PasteText", "WordFile", "Maximize"]]


def editor_rules() -> str:
    """Return what the editor lets through while typing and pasting, in CKEditor's notation."""
    rules = []
    for tag, attributes in sorted({t: a for p in PIECES for t, a in p.tags.items()}.items()):
        classes = f"({','.join(sorted(CLASSES[tag]))})" if tag in CLASSES else ""
        # "!" asks for the attribute: a link without address or a picture without file is none.
        needed = {"a": "href", "data": "value", "img": "src", "span": "lang"}.get(tag)
        names = [f"!{name}" if name == needed else name for name in sorted(attributes)]
        rules.append(f"{tag}{f'[{",".join(names)}]' if names else ''}{classes}")
    return "; ".join(rules)
