"""A part of an archive that unpacks to far more than it says costs no more than it says."""

import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.portal.media.wordfiles.samples import paragraph, parts, picture, run, word_file

ROOT = Path(__file__).parents[2]
PIECE = bytes(1 << 20)
PROGRAM = """
import io, resource, sys
from pathlib import Path
import django
django.setup()
from django.core.files.base import ContentFile
from portal.exchange.sheets.xlsx_reading import xlsx_sheets
from portal.kit.files.signatures import kind_of
from portal.media.wordfiles.reading import convert
content = Path(sys.argv[2]).read_bytes()
resource.setrlimit(resource.RLIMIT_AS, (MOST, MOST))
print({
    "kind": lambda: kind_of(io.BytesIO(content)),
    "sheets": lambda: len(xlsx_sheets(content, 1000)),
    "word": lambda: convert(ContentFile(content, name="a.docx"), by=None).left_out,
}[sys.argv[1]]())
""".replace("MOST", str(700 << 20))


def lying(honest: bytes, name: str, start: bytes) -> bytes:
    """Return an archive with a part that says it is `start`, and unpacks to 800 MB more."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with zipfile.ZipFile(io.BytesIO(honest)) as old:
            for each in set(old.namelist()) - {name}:
                archive.writestr(each, old.read(each))
        with archive.open(name, "w") as part:
            part.write(start)
            for _number in range(800):
                part.write(PIECE)
        said = archive.getinfo(name)
        said.file_size, said.CRC = len(start), zlib.crc32(start)
    return file.getvalue()


def plain() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "a")
    return lying(file.getvalue(), "mimetype", bytes(199))


def workbook() -> bytes:
    made, file = openpyxl.Workbook(), io.BytesIO()
    made.active.append(["Tên", "Số"])
    made.save(file)
    with zipfile.ZipFile(file) as archive:
        start = archive.read("xl/workbook.xml")
    return lying(file.getvalue(), "xl/workbook.xml", start)


def word(body: str, name: str, start: bytes) -> bytes:
    return lying(word_file(parts(paragraph(body))).read(), name, start)


@pytest.mark.parametrize(
    ("reader", "content", "answer"),
    [
        pytest.param("kind", plain, "zip", id="any upload"),
        pytest.param("sheets", workbook, "1", id="workbook"),
        pytest.param(
            "word",
            lambda: word(picture("rId1"), "word/media/image1.png", bytes(10)),
            "Đã bỏ 1 ảnh",
            id="picture of a Word file",
        ),
        pytest.param(
            "word",
            lambda: word(run("a"), "mammoth/style-map", b"u => s"),
            "[]",
            id="styles of a Word file",
        ),
    ],
)
def test_no_more_memory_is_taken_than_a_part_says(
    reader: str, content: Callable[[], bytes], answer: str, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_bytes(content())
    words = [sys.executable, "-c", PROGRAM, reader, str(file)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer in done.stdout, done.stderr
