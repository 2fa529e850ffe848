"""The files of a picture: how they are encoded, put in their place and taken away."""

import io
import logging
from dataclasses import dataclass, field
from typing import Any, TypedDict

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

logger = logging.getLogger(__name__)


class Rendition(TypedDict):
    """A size of a picture, as its row names it."""

    width: int
    height: int
    format: str
    path: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Format:
    """A format that pictures are kept in."""

    extension: str
    options: dict[str, Any] = field(default_factory=dict)


FORMATS = {
    "jpeg": Format("jpg", {"quality": 82, "optimize": True, "progressive": True}),
    "png": Format("png", {"optimize": True}),
    "webp": Format("webp", {"quality": 80, "method": 4}),
}


def encode(image: Image.Image, format_name: str, path: str) -> tuple[Rendition, bytes]:
    """Return what the picture's row holds of a size, and the content of its file."""
    buffer = io.BytesIO()
    image.save(buffer, format_name.upper(), **FORMATS[format_name].options)
    content = buffer.getvalue()
    facts: Rendition = {
        "width": image.width,
        "height": image.height,
        "format": format_name,
        "path": path,
        "bytes": len(content),
    }
    return facts, content


def write(path: str, content: bytes, written: list[str]) -> None:
    """Put a file in its place; the row that names it comes last, so nobody reads half of it."""
    if default_storage.exists(path):
        # Left by an upload that did not end: the name says what the content is, so make it anew.
        default_storage.delete(path)
    written.append(path)
    default_storage.save(path, ContentFile(content))


def delete_files(paths: list[str]) -> None:
    """Delete the files of an upload that failed or a picture that is gone."""
    for path in paths:
        try:
            default_storage.delete(path)
        except OSError:
            logger.warning("The file %s of a picture that is not kept stays behind.", path)
