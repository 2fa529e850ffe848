"""Takes the text out of one attached file: a program of its own, so that no file harms the site.

It reads the file from its input and writes its words as UTF-8. Memory and time are bounded by the
operating system, whatever the file says of itself. `sandbox.py` starts it; nothing here knows
Django.
"""

import io
import sys
import zipfile
from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from portal.kit.files.sandbox import bound

# What the whole process may map, its libraries included, and how long it may reckon.
MAX_MEMORY: Final = 450 * 1024 * 1024
MAX_SECONDS: Final = 20
MAX_PAGES: Final = 300
MAX_CHARACTERS: Final = 200_000
# Of the one part of a Word or OpenDocument file that holds its text.
MAX_XML: Final = 20 * 1024 * 1024
MAX_PARTS: Final = 2_000
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACED: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PLACED_2010: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}"
_COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ODF: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
# What nobody reads who opens the file: words struck out and margin notes (changes count as taken
# in, as where a text is made of the file), codes of fields, where a picture stands, and for old
# programs the same once more. The number of a note would stick to the word before it.
_LEFT_OUT: Final = frozenset(
    f"{space}{name}"
    for space, names in (
        (_WORD, "del moveFrom delText instrText delInstrText"),
        (_PLACED, "positionH positionV"),
        (_PLACED_2010, "sizeRelH sizeRelV"),
        (_COMPATIBLE, "Fallback"),
        (_ODF, "tracked-changes note-citation"),
        (_OFFICE, "annotation"),
    )
    for name in names.split()
)
# Signs that are elements.
_SIGNS: Final = {
    **{f"{_WORD}{name}": " " for name in ("br", "cr", "tab", "ptab")},
    **{f"{_ODF}{name}": " " for name in ("line-break", "tab", "s")},
    f"{_WORD}noBreakHyphen": "-",
}


class Unreadable(Exception):
    """No text can be taken from the file: it is locked, damaged, or far too large."""


def text_of_pdf(content: bytes) -> Iterator[str]:
    """Yield the text of each page; raise Unreadable where a password locks it."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable("locked")
    for page in reader.pages[:MAX_PAGES]:
        yield page.extract_text()


def text_of_docx(content: bytes) -> Iterator[str]:
    """Yield the paragraphs of a Word file."""
    return _paragraphs(_part(content, "word/document.xml"), (f"{_WORD}p",))


def text_of_odt(content: bytes) -> Iterator[str]:
    """Yield the paragraphs and headings of an OpenDocument text."""
    return _paragraphs(_part(content, "content.xml"), (f"{_ODF}p", f"{_ODF}h"))


READERS: Final[dict[str, Callable[[bytes], Iterator[str]]]] = {
    "pdf": text_of_pdf,
    "docx": text_of_docx,
    "odt": text_of_odt,
}


def text_of(content: bytes, extension: str) -> str:
    """Return the words of a file, in order, as far as they are read; raise Unreadable."""
    taken: list[str] = []
    length = 0
    try:
        for piece in READERS[extension](content):
            words = " ".join(piece.split())
            taken.append(words)
            length += len(words) + 1
            if length > MAX_CHARACTERS:
                break
    except (PyPdfError, etree.LxmlError, zipfile.BadZipFile, RecursionError) as error:
        raise Unreadable("damaged") from error
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise Unreadable("damaged") from error
    return " ".join(filter(None, taken))[:MAX_CHARACTERS]


def _part(content: bytes, name: str) -> bytes:
    """Return one part of an archive; raise Unreadable where it unpacks to too much."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if len(archive.infolist()) > MAX_PARTS:
            raise Unreadable("large")
        with archive.open(name) as stream:
            unpacked = stream.read(MAX_XML + 1)
    if len(unpacked) > MAX_XML:
        raise Unreadable("large")
    return unpacked


def _paragraphs(xml: bytes, tags: tuple[str, ...]) -> Iterator[str]:
    """Yield the text of each element of these names; no entity and no other file is read."""
    reading = etree.iterparse(
        io.BytesIO(xml), tag=tags, resolve_entities=False, no_network=True, huge_tree=False
    )
    for _event, element in reading:
        if not any(above.tag in _LEFT_OUT for above in element.iterancestors()):
            yield "".join(_words(element))
        element.clear(keep_tail=True)


def _words(element: etree._Element) -> Iterator[str]:
    """Yield what is read in an element, with a space where its line is broken."""
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT:
        return
    yield _SIGNS.get(element.tag, "")
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""


def main(extension: str) -> int:
    """Write the text of the file on the input; end with 3 where none can be taken."""
    bound(MAX_MEMORY, MAX_SECONDS)
    try:
        text = text_of(sys.stdin.buffer.read(), extension)
    except (Unreadable, MemoryError) as error:
        print(error or "memory", file=sys.stderr)
        return 3
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
