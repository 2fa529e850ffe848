"""The files of a picture: put in their place and taken away."""

import logging
from typing import TypedDict

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

logger = logging.getLogger(__name__)


class Rendition(TypedDict):
    """A size of a picture, as its row names it."""

    width: int
    height: int
    format: str
    path: str
    bytes: int


def write(path: str, content: bytes, written: list[str]) -> None:
    """Put a file in its place; the row that names it comes last, so nobody reads half of it."""
    if default_storage.exists(path):
        # Left by an upload that did not end: the name says what the content is, so make it anew.
        default_storage.delete(path)
    written.append(path)
    default_storage.save(path, ContentFile(content))


def files_of(folder: str, beginning: str) -> list[str]:
    """Return the files in a folder whose names have this beginning."""
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{name}" for name in names if name.startswith(beginning)]


def delete_files(paths: list[str]) -> None:
    """Delete the files of an upload that failed or a picture that is gone."""
    for path in paths:
        try:
            default_storage.delete(path)
        except OSError:
            logger.warning("The file %s of a picture that is not kept stays behind.", path)
