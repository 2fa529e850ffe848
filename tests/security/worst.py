"""The worst requests of at most a megabyte that we know for each way of reading one.

As a program it reads one of them, and says the seconds of reckoning and the megabytes that it took.
What it reckons for others, such as the time that pages of memory are brought in, is not counted: it
says how busy the machine is.
"""

import io
import json
import re
import resource
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.security.pace import seconds_of

MEGABYTE: Final = 1 << 20


def rich_text() -> str:
    """Words that are nearly markup, in tags that are nearly closed."""
    return ("<p><b><a href=x>" + "&amp;<i " + "ộ</p>") * (MEGABYTE // 40)


def deep_text() -> str:
    return "<blockquote><b><p>" * (MEGABYTE // 18)


def table_text() -> str:
    row = "<tr>" + "<td style='text-align:right;font-weight:700'>1</td>" * 8 + "</tr>"
    return "<table>" + row * (MEGABYTE // len(row)) + "</table>"


def most_tags() -> str:
    """As many tags as are taken, each with a style."""
    return "<p style='text-align:right'><b style='font-weight:700'>ộ</b></p>" * 14_900


def lines() -> str:
    """Plain words of which each line becomes an item of a list."""
    return "- a\n" * (MEGABYTE // 4)


def sheet() -> bytes:
    """As many cells as are let through, which are then read."""
    import openpyxl

    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Tiêu đề", *(f"Cột {n}" for n in range(90))])
    for number in range(2000):
        book.active.append([number] * 90)
    book.save(file)
    return file.getvalue()


def picture() -> bytes:
    """The most pixels that a PNG may have, of one colour."""
    side = 5000
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    packed = zlib.compressobj(9)
    pixels = b"".join(packed.compress(b"\0" * (side * 3 + 1)) for _ in range(side)) + packed.flush()
    chunks = ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def transparent_picture() -> bytes:
    """As many transparent pixels as are taken, of blocks that are hard to write small."""
    return _encoded(_blocks((4500, 3300), 16, "RGBA"), "PNG")


def long_picture() -> bytes:
    """As long a one as is kept."""
    return _encoded(_blocks((1600, 4990), 8, "RGB"), "JPEG", quality=10)


def stepwise_picture() -> bytes:
    """As many pixels as a JPEG may have that is held whole, no colour of it coarser."""
    from PIL import Image

    picture = Image.linear_gradient("L").resize((5000, 5000)).convert("RGB")
    return _encoded(picture, "JPEG", quality=30, progressive=True, subsampling=0)


def _blocks(size: tuple[int, int], side: int, mode: str) -> Any:
    from PIL import Image

    small = size[0] // side, size[1] // side
    chance = Random(14)
    bands = [
        Image.frombytes("L", small, chance.randbytes(small[0] * small[1])).resize(size, 0)
        for _ in mode
    ]
    return Image.merge(mode, bands)


def _encoded(picture: Any, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    assert len(file.getvalue()) <= MEGABYTE
    return file.getvalue()


def archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(2000):
            made.writestr(f"{'a' * 200}{number}.txt", b"x" * 20_000)
    return file.getvalue()


def few_and_many_words() -> tuple[str, str]:
    return "<p>b</p>", f"<p>{'a ' * (MEGABYTE // 2)}</p>"


def two_long_texts() -> tuple[str, str]:
    """Few words that repeat, in an order of their own: each of one stands at many of the other."""
    words = [f"w{number}" for number in range(120)]
    texts = (Random(seed).choices(words, k=MEGABYTE // 9) for seed in (1, 2))
    one, other = (f"<p>{' '.join(text)}</p>" for text in texts)
    return one, other


def multipart(fields: int, size: int) -> bytes:
    part = 'Content-Disposition: form-data; name="a{}"\r\n\r\n{}\r\n'
    parts = (f"--x\r\n{part.format(number, 'a' * size)}" for number in range(fields))
    return ("".join(parts) + "--x--\r\n").encode()


# --- reading them --------------------------------------------------------------------------------


def _clean(text: str) -> None:
    from django.core.exceptions import ValidationError

    from portal.media.richtext.cleaning import clean_html
    from portal.media.richtext.fields import RichTextFormField

    try:
        RichTextFormField().clean(text)
    except ValidationError:
        return
    clean_html(text)


def _taken(text: str) -> None:
    from portal.media.richtext.fields import RichTextFormField

    RichTextFormField().clean(text)


def _typed(text: str) -> None:
    from django.core.exceptions import ValidationError

    from enterprises.approval.page_form import PlainTextField

    try:
        PlainTextField().clean(text)
    except ValidationError:
        return


def _sheet(content: bytes) -> None:
    from portal.exchange.sheets.reading import read_table

    read_table(content, known=["Tiêu đề"], max_rows=2000)


def _picture(content: bytes) -> None:
    from portal.media.pictures.sandbox import make_in_sandbox

    assert make_in_sandbox(content)


def _archive(content: bytes) -> None:
    from django.core.exceptions import ValidationError
    from django.core.files.uploadedfile import SimpleUploadedFile

    from portal.kit.files.documents import check_document

    try:
        check_document(SimpleUploadedFile("a.zip", content))
    except ValidationError:
        return


def _compared(texts: tuple[str, str]) -> None:
    from portal.editing.word_by_word import merged

    merged(*texts)


def _posted(body: bytes, kind: str) -> None:
    from django.core.exceptions import SuspiciousOperation
    from django.test import RequestFactory

    request: Any = RequestFactory().generic("POST", "/lien-he/", body, kind)
    try:
        request.POST.get("a")
    except SuspiciousOperation:
        return


def _form(body: bytes) -> None:
    _posted(body, "application/x-www-form-urlencoded")


def _multipart(body: bytes) -> None:
    _posted(body, "multipart/form-data; boundary=x")


def _json(body: bytes) -> None:
    _posted(body, "application/json")


# How each is made, and how it is read.
WAYS: dict[str, tuple[Callable[[], Any], Callable[[Any], None]]] = {
    "rich text": (rich_text, _clean),
    "deep rich text": (deep_text, _clean),
    "a table of rich text": (table_text, _clean),
    "the most tags that are taken": (most_tags, _taken),
    "lines of plain text": (lines, _typed),
    "a sheet": (sheet, _sheet),
    "a picture": (picture, _picture),
    "a transparent picture": (transparent_picture, _picture),
    "a long picture": (long_picture, _picture),
    "a picture in steps": (stepwise_picture, _picture),
    "an archive": (archive, _archive),
    "few words beside many": (few_and_many_words, _compared),
    "two long texts": (two_long_texts, _compared),
    "ten thousand fields": (lambda: multipart(10_000, 10), _multipart),
    "one long field": (lambda: multipart(1, MEGABYTE), _multipart),
    "fields in a line": (lambda: b"a=&" * (MEGABYTE // 3), _form),
    "JSON": (lambda: b"[" * MEGABYTE, _json),
}


def peak_memory() -> int:
    """Return the most megabytes that this program held; what getrusage says counts its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024  # type: ignore[index]  # Linux says it


def main() -> None:
    """Read one of the WAYS, named by the first word."""
    import django

    django.setup()
    make, read = WAYS[sys.argv[1]]
    sent = make()
    # What it took to make it is nobody's concern.
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    spent = seconds_of(lambda: read(sent))
    most = max(peak_memory(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
    sys.stdout.write(json.dumps([round(spent, 2), most]) + "\n")


if __name__ == "__main__":
    main()
