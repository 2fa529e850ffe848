"""Makes a text of a Word file: headings, lists, tables, notes; its pictures go into the library."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, cast

import mammoth
import mammoth.transforms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from lxml import html as lxml_html
from mammoth import documents, html

from portal.kit.files.archives import DAMAGED
from portal.media.pictures.intake import MAX_FILE_SIZE, store_picture
from portal.media.pictures.models import Picture
from portal.media.richtext.cleaning import clean_html
from portal.media.richtext.limits import check_bounds
from portal.media.scanning.services import check_upload
from portal.media.wordfiles.bounds import Contents, damaged, look_through, too_much

# Each is made in three sizes while somebody waits.
MAX_PICTURES: Final = 20
_PICTURES: Final = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}
_CENTERED, _RIGHT = "align-center", "align-right"
_STYLES: Final = f"""
u => u
strike => s
p[style-name='{_CENTERED}'] => p.{_CENTERED}:fresh
p[style-name='{_RIGHT}'] => p.{_RIGHT}:fresh
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Caption'] => p:fresh
"""
_ALIGNED: Final = {"center": _CENTERED, "right": _RIGHT, "end": _RIGHT}


@dataclass(frozen=True, slots=True)
class Converted:
    """The text of a Word file, and what of the file is not in it."""

    html: str
    left_out: list[str]


@dataclass(slots=True)
class _Pictures:
    """Puts pictures into the library as they come; counts those that cannot be taken."""

    by: AbstractBaseUser | None
    stored: list[Picture] = field(default_factory=list)
    refused: int = 0

    def write(self, image: Any) -> list[Any]:
        """Return the element for a picture of the file, none where it is left out."""
        if (picture := self._store(image)) is None:
            self.refused += 1
            return []
        self.stored.append(picture)
        alt = (image.alt_text or picture.alt or "").strip()
        return [html.element("img", {"src": picture.url, "alt": alt[:300]})]

    def _store(self, image: Any) -> Picture | None:
        extension = _PICTURES.get(image.content_type or "")
        if extension is None or len(self.stored) >= MAX_PICTURES:
            return None
        try:
            with image.open() as stream:
                # One byte more is too many: what a part says of its size is not believed.
                content = stream.read(MAX_FILE_SIZE + 1)
            return store_picture(ContentFile(content, name=f"word.{extension}"), by=self.by)
        except (ValidationError, KeyError, *DAMAGED):
            return None


def convert(file: File[bytes], *, by: AbstractBaseUser | None) -> Converted:
    """Return the text of a Word file as it can be stored.

    Raise ValidationError, in words for who sent it, where the file must not or cannot be read.
    """
    contents = look_through(file)
    check_upload(file, by=by)
    pictures = _Pictures(by)
    written = _with_notes(_read(file, pictures.write))
    check_bounds(written)
    text = clean_html(written)
    return Converted(text, [*_left_out(contents), *_about(pictures, text)])


def _read(file: File[bytes], write_picture: Callable[[Any], list[Any]]) -> str:
    try:
        result = mammoth.convert_to_html(
            file,
            style_map=_STYLES,
            convert_image=write_picture,
            transform_document=mammoth.transforms.paragraph(_with_alignment),
            # Nobody has weighed it, and Word writes none.
            include_embedded_style_map=False,
            external_file_access=False,
        )
    except RecursionError as error:
        raise too_much() from error
    except (KeyError, AttributeError, TypeError, IndexError, *DAMAGED) as error:
        # What it expects of Word's files and does not find ends in any of these.
        raise damaged() from error
    return cast(str, result.value)


def _with_alignment(paragraph: documents.Paragraph) -> documents.Paragraph:
    """Return a plain paragraph under the name of its alignment; headings and items stay."""
    name = _ALIGNED.get(paragraph.alignment or "")
    is_plain = paragraph.style_name in (None, "Normal", "Body Text") and not paragraph.numbering
    return paragraph.copy(style_id=None, style_name=name) if name and is_plain else paragraph


def _with_notes(written: str) -> str:
    """Return the text with its notes at the end: the numbers stay, the jumps between them go."""
    if "footnote-" not in written and "endnote-" not in written:
        return written
    root = lxml_html.fragment_fromstring(written, create_parent="div")
    for link in root.xpath(
        ".//a[starts-with(@href, '#footnote-') or starts-with(@href, '#endnote-')]"
    ):
        if "-ref-" in link.get("href"):
            link.drop_tree()
        else:
            link.drop_tag()
    notes = root.xpath("./ol[li[starts-with(@id, 'footnote-') or starts-with(@id, 'endnote-')]]")
    for each in notes:
        each.addprevious(lxml_html.Element("hr"))
    inner: str = lxml_html.tostring(root, encoding="unicode")
    return inner.removeprefix("<div>").removesuffix("</div>")


# --- what is told ---------------------------------------------------------------------------------


def _left_out(contents: Contents) -> Iterator[str]:
    """Say what the file has and the text has not, or not in the same way."""
    found = contents.elements
    if found["commentReference"]:
        yield ngettext(
            "%(number)s comment in the margin is left out.",
            "%(number)s comments in the margin are left out.",
            found["commentReference"],
        ) % {"number": found["commentReference"]}
    if found["ins"] or found["del"]:
        yield _("Tracked changes are taken as accepted.")
    if found["txbxContent"]:
        yield _("Text boxes became ordinary paragraphs: see whether they stand in the right place.")
    if found["oMath"]:
        yield _("Formulas are left out; type them, or insert them as pictures.")
    if found["chart"] or found["relIds"] or found["object"]:
        yield _("Charts, diagrams and embedded objects are left out; save them as pictures.")
    if found["color"] or found["highlight"] or found["shd"] or found["rFonts"] or found["sz"]:
        yield _("Colours, fonts and sizes are left out: the site has its own.")
    if any(name.startswith(("word/header", "word/footer")) for name in contents.parts):
        yield _("Headers, footers and page numbers are left out.")


def _about(pictures: _Pictures, text: str) -> Iterator[str]:
    if pictures.refused:
        yield ngettext(
            "%(number)s picture is left out: no PNG, JPEG, GIF or WebP, or one too many.",
            "%(number)s pictures are left out: no PNG, JPEG, GIF or WebP, or too many.",
            pictures.refused,
        ) % {"number": pictures.refused}
    if undescribed := text.count(' alt=""'):
        yield ngettext(
            "%(number)s picture has no description yet: double-click it to write one.",
            "%(number)s pictures have no description yet: double-click each to write one.",
            undescribed,
        ) % {"number": undescribed}
