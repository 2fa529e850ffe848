"""Looks through a Word file before it is read: how much it unpacks to, and what stands in it.

A reader builds a tree of everything at once; a small file could hold more than the machine has.
"""

import zipfile
from collections import Counter
from dataclasses import dataclass, field
from typing import IO, BinaryIO, Final
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from portal.kit.files.archives import DAMAGED
from portal.kit.files.documents import check_size, extension_of, require_ending, require_kind
from portal.kit.files.signatures import kind_of

MAX_FILE_SIZE: Final = 20 * 1024 * 1024
MAX_PARTS: Final = 2_000
MAX_UNPACKED: Final = 100 * 1024 * 1024
# All parts of XML together; a report of 200 pages has a third of both.
MAX_XML: Final = 20 * 1024 * 1024
MAX_ELEMENTS: Final = 150_000
MAX_DEPTH: Final = 100
_XML: Final = (".xml", ".rels")
# Relationships of these types lead the reader to parts that it takes for XML, whatever their name.
_READ_AS_XML: Final = (
    "/officeDocument",
    "/styles",
    "/numbering",
    "/footnotes",
    "/endnotes",
    "/comments",
)
_BLOCK: Final = 1 << 16


@dataclass(slots=True)
class Contents:
    """How often each element stands in the text of a Word file, by its local name."""

    elements: Counter[str] = field(default_factory=Counter)
    parts: tuple[str, ...] = ()


def look_through(file: File[bytes]) -> Contents:
    """Return what is in a Word file; raise ValidationError, in words, where it must not be read."""
    extension = extension_of(file)
    if extension == "doc":
        raise ValidationError(
            _(
                "This is a file of the old kind (.doc). "
                "Open it in Word, save it as .docx, try again."
            ),
            code="old",
        )
    require_ending(extension, example="docx", allowed=["docx"])
    if extension != "docx":
        raise ValidationError(
            _("Text is taken from Word files (.docx); this file is named “.%(extension)s”."),
            code="extension",
            params={"extension": extension},
        )
    check_size(file.size, MAX_FILE_SIZE)
    stream: BinaryIO = file  # type: ignore[assignment]  # an open file, as Django gives it
    require_kind(kind_of(stream), "docx", extension)
    try:
        with zipfile.ZipFile(stream) as archive:
            return _look_through(archive)
    except DAMAGED as error:
        raise damaged() from error
    finally:
        file.seek(0)


def _look_through(archive: zipfile.ZipFile) -> Contents:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED:
        raise _too_large(unpacked)
    texts = [part for part in parts if part.filename.lower().endswith(_XML)]
    xml = sum(part.file_size for part in texts)
    if xml > MAX_XML:
        raise _too_large(xml)
    names = tuple(part.filename for part in parts)
    if len(set(names)) != len(names):
        raise damaged()
    look = _Look()
    for part in texts:
        with archive.open(part) as stream:
            look.through(stream, is_text=part.filename == "word/document.xml")
    return Contents(look.found, names)


@dataclass(slots=True)
class _Look:
    """Counts the elements of all parts; stops at what no Word file of ours has."""

    found: Counter[str] = field(default_factory=Counter)
    total: int = 0
    depth: int = 0
    is_text: bool = False

    def through(self, stream: IO[bytes], *, is_text: bool) -> None:
        self.depth, self.is_text = 0, is_text
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            while block := stream.read(_BLOCK):
                parser.Parse(block, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise damaged() from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.total += 1
        if self.depth > MAX_DEPTH or self.total > MAX_ELEMENTS:
            raise too_much()
        local = name.rpartition(" ")[2]
        if self.is_text:
            self.found[local] += 1
        if (
            local == "Relationship"
            and attributes.get("Type", "").endswith(_READ_AS_XML)
            and not attributes.get("Target", "").lower().endswith(".xml")
        ):
            raise damaged()

    def _end(self, _name: str) -> None:
        self.depth -= 1

    def _doctype(self, *_declaration: object) -> None:
        # Entities grow without end, or ask for other files; Word writes none.
        raise damaged()


def damaged() -> ValidationError:
    return ValidationError(
        _("The Word file is damaged, locked by a password, or not made by Word."), code="damaged"
    )


def too_much() -> ValidationError:
    return ValidationError(
        _(
            "The Word file holds more than one page of the site can. "
            "Split it, or attach it as a file."
        ),
        code="elements",
    )


def _too_large(size: int) -> ValidationError:
    return ValidationError(
        _(
            "The Word file unpacks to %(size)s, more than the site takes. "
            "Make its pictures smaller in Word (Compress Pictures), or attach it as a file."
        ),
        code="unpacked",
        params={"size": filesizeformat(size)},
    )
