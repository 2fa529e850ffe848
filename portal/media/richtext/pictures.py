"""The pictures of our own in a clean text, each with what is said of it there."""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Final

from portal.audit.recording import Person, record_saved
from portal.audit.values import snapshot
from portal.media.pictures.models import Picture
from portal.media.richtext.references import stored_name
from portal.media.richtext.tree import Element

_IMAGE: Final = re.compile(r"<img\b[^>]*>")
_PICTURE: Final = re.compile(rf"({_IMAGE.pattern})(?:</picture>)?")
_ATTRIBUTE: Final = re.compile(r'\b(src|alt)="([^"]*)"')
_ALT: Final = re.compile(r'\balt="[^"]*"')
MAX_ALT: Final = 300


def descriptions(body: str) -> dict[str, str]:
    """Return the paths of our own pictures in a clean text, in their order, with their words."""
    found: dict[str, str] = {}
    for image in _IMAGE.findall(body):
        attributes = _attributes_of(image)
        if name := stored_name(Element("img", attributes, [])):
            found.setdefault(name.path, attributes.get("alt", "").strip())
    return found


def with_descriptions(body: str, describe: Callable[[str], str]) -> str:
    """Return a clean text with the description of each picture behind it, as `describe` puts it.

    The picture itself has none any more.
    """

    def described(found: re.Match[str]) -> str:
        words = describe(_attributes_of(found[1]).get("alt", "").strip())
        return f"{_ALT.sub('alt=""', found[0])} {escape(words)}"

    return _PICTURE.sub(described, body)


def _attributes_of(image: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(image)}


def describe_in_library(body: str, *, by: Person | None) -> None:
    """Give pictures that the library has no words for those that a text says of them."""
    alts = {path: alt for path, alt in descriptions(body).items() if alt}
    if not alts:
        return
    # All before the first is written: from then on others wait for this transaction's end.
    rows = Picture.objects.filter(file__in=alts, alt="").order_by("pk")
    for picture in rows.select_for_update(no_key=True):
        before = snapshot(picture)
        picture.alt = alts[str(picture.file.name)][:MAX_ALT]
        picture.save(update_fields=["alt"])
        record_saved(picture, before=before, by=by)
