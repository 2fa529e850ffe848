"""Checks a file that staff attach: it must be of an allowed kind and be what its name says."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO, cast

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from portal.kit.files.films import FilmFacts, film_facts
from portal.kit.files.pdf_pages import count_pages
from portal.kit.files.signatures import described, kind_of
from portal.kit.files.sounds import seconds_of

MAX_VALUE = 50 * 1024 * 1024
# An hour of speech; who listens on a slow line waits for it.
MAX_RECORDING = 30 * 1024 * 1024
# Longer PDF files are not opened just to count their pages.
MAX_COUNTED = 30 * 1024 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file that may be attached."""

    kind: str
    content_type: str


FORMATS: dict[str, Format] = {
    "pdf": Format("pdf", "application/pdf"),
    "doc": Format("doc", "application/msword"),
    "docx": Format("docx", f"{_OFFICE}.wordprocessingml.document"),
    "xls": Format("xls", "application/vnd.ms-excel"),
    "xlsx": Format("xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
    "ppt": Format("ppt", "application/vnd.ms-powerpoint"),
    "pptx": Format("pptx", f"{_OFFICE}.presentationml.presentation"),
    "odt": Format("odt", f"{_OPEN}.text"),
    "ods": Format("ods", f"{_OPEN}.spreadsheet"),
    "odp": Format("odp", f"{_OPEN}.presentation"),
    "txt": Format("text", "text/plain"),
    "csv": Format("text", "text/csv"),
    "zip": Format("zip", "application/zip"),
    "jpg": Format("jpeg", "image/jpeg"),
    "jpeg": Format("jpeg", "image/jpeg"),
    "png": Format("png", "image/png"),
    # What browsers play without help.
    "mp3": Format("mp3", "audio/mpeg"),
    "ogg": Format("ogg", "audio/ogg"),
    "m4a": Format("m4a", "audio/mp4"),
    "mp4": Format("mp4", "video/mp4"),
    "webm": Format("webm", "video/webm"),
}
RECORDINGS, FILMS = "audio/", "video/"


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What readers are told of an attachment before they fetch it."""

    size: int
    kind: str
    content_type: str
    pages: int | None
    seconds: int | None = None
    width: int | None = None
    height: int | None = None


def check_document(uploaded_file: File[bytes]) -> DocumentFacts:
    """Return the facts of an allowed file.

    Raise ValidationError that names what was found otherwise.
    """
    extension = extension_of(uploaded_file)
    allowed = FORMATS.get(extension)
    require_ending(extension, example="pdf", allowed=FORMATS)
    if allowed is None:
        raise ValidationError(
            _("Files of the kind “.%(extension)s” cannot be attached. Allowed: %(allowed)s."),
            code="extension",
            params={"extension": extension, "allowed": ", ".join(sorted(FORMATS))},
        )
    size = uploaded_file.size
    is_recording = allowed.content_type.startswith(RECORDINGS)
    check_size(size, MAX_RECORDING if is_recording else MAX_VALUE)
    stream = cast(BinaryIO, uploaded_file)
    require_kind(kind_of(stream), allowed.kind, extension)
    pages = _count_pages(stream) if allowed.kind == "pdf" and size <= MAX_COUNTED else None
    if allowed.content_type.startswith(FILMS):
        film = _check_film(allowed.kind, stream)
        seconds, sides = film.seconds, (film.width, film.height)
    else:
        seconds = seconds_of(allowed.kind, stream, size) if is_recording else None
        sides = (None, None)
    stream.seek(0)
    return DocumentFacts(size, allowed.kind, allowed.content_type, pages, seconds, *sides)


def _check_film(kind: str, stream: BinaryIO) -> FilmFacts:
    """Return the facts of a film; raise ValidationError for one that many could not see."""
    film = film_facts(kind, stream)
    if not film.codec:
        raise ValidationError(_("The film is damaged, or holds no picture."), code="film")
    if not film.is_played:
        raise ValidationError(
            _(
                "The film is in the format “%(codec)s”, which many phones and computers do not "
                "play. Save it as H.264 (on an iPhone: Settings, Camera, Formats, Most "
                "Compatible) and choose it again."
            ),
            code="codec",
            params={"codec": film.codec},
        )
    return film


def extension_of(file: File[bytes]) -> str:
    """Return the extension of a file's name, small letters, without the dot."""
    return PurePath(file.name or "").suffix.lower().lstrip(".")


def require_ending(extension: str, *, example: str, allowed: Iterable[str]) -> None:
    """Raise ValidationError, with the endings that there may be, where a name has none."""
    if not extension:
        raise ValidationError(
            _("This file’s name has no ending, such as “.%(example)s”. Allowed: %(allowed)s."),
            code="extension",
            params={"example": example, "allowed": ", ".join(sorted(allowed))},
        )


def sizes_in_words(size: int, largest: int) -> dict[str, str]:
    """Return a size and the limit that it is above; rounded, they are never the same."""
    sizes = {"size": filesizeformat(size), "largest": filesizeformat(largest)}
    if sizes["size"] == sizes["largest"]:
        # The largest of bytes, KB, MB … that fits into the limit.
        unit = 1 << (largest.bit_length() - 1) // 10 * 10
        sizes["size"] = filesizeformat(largest + unit // 10)
    return sizes


def check_size(size: int, largest: int) -> None:
    """Raises ValidationError where a file is larger than allowed."""
    if size > largest:
        raise ValidationError(
            _("The file has %(size)s; the limit is %(largest)s."),
            code="size",
            params=sizes_in_words(size, largest),
        )


def require_kind(found: str, expected: str, extension: str) -> None:
    """Raises ValidationError, naming what was found, where content and extension disagree."""
    if found == "empty":
        raise ValidationError(_("The file is empty."), code="empty")
    if found != expected:
        raise ValidationError(
            _("The file is named .%(extension)s but holds %(found)s."),
            code="content",
            params={"extension": extension, "found": described(found)},
        )


def _count_pages(stream: BinaryIO) -> int | None:
    stream.seek(0)
    return count_pages(stream.read())
