"""An attachment must be of an allowed kind, and be what its name says."""

import io
import struct
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from pypdf import PdfWriter

from portal.kit.files import documents, signatures
from portal.kit.files.documents import DocumentFacts, check_document
from portal.kit.files.signatures import kind_of
from tests.portal.media.pictures.samples import colours, encode

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def broken_zip(method: int) -> bytes:
    """Make an archive whose list is right and whose member cannot be unpacked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("a.txt", "Hội nghị " * 50)
    content = buffer.getvalue()
    return content[:45] + b"\xff" * 8 + content[53:]


def office(folder: str, *more: str) -> bytes:
    return zipped(
        **{"[Content_Types].xml": "x", f"{folder}/a.xml": "x"}, **dict.fromkeys(more, "x")
    )


def open_document(kind: str) -> bytes:
    return zipped(mimetype=f"application/vnd.oasis.opendocument.{kind}")


def pdf(pages: int) -> bytes:
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(100, 100)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def facts(content: bytes, name: str) -> DocumentFacts:
    return check_document(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (pdf(1), "a.PDF"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc"),
        (office("word"), "a.docx"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls"),
        (office("xl"), "a.xlsx"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "a.ppt"),
        (office("ppt"), "a.pptx"),
        (open_document("text"), "a.odt"),
        (open_document("spreadsheet"), "a.ods"),
        (open_document("presentation"), "a.odp"),
        ("Số liệu năm 2006".encode(), "a.txt"),
        (b"\xef\xbb\xbfn\xc4\x83m;m\xc3\xa1y\n2006;28\n", "a.csv"),
        (zipped(a="x"), "a.zip"),
        (encode(colours(), "JPEG"), "a.jpg"),
        (encode(colours(), "PNG"), "a.png"),
    ],
)
def test_it_takes_every_allowed_kind(content: bytes, name: str) -> None:
    found = facts(content, name)
    assert found.size == len(content)
    extension = name.rsplit(".", 1)[-1].lower()
    assert found.content_type == documents.FORMATS[extension].content_type


def test_it_counts_the_pages_of_a_pdf() -> None:
    assert facts(pdf(3), "a.pdf").pages == 3


def test_it_takes_a_pdf_whose_pages_cannot_be_counted() -> None:
    assert facts(b"%PDF-1.7 cut off", "a.pdf").pages is None


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"MZ\x90\x00", "a.pdf", "The file is named .pdf but holds a program."),
        (b"<html>", "a.txt", "The file is named .txt but holds a web page."),
        (
            b"<?xml version='1.0'?><svg/>",
            "a.csv",
            "The file is named .csv but holds an SVG drawing.",
        ),
        (pdf(1), "a.docx", "The file is named .docx but holds a PDF."),
        (zipped(a="x"), "a.docx", "The file is named .docx but holds a ZIP archive."),
        (office("xl"), "a.docx", "The file is named .docx but holds an Excel workbook."),
        (
            office("word", "word/vbaProject.bin"),
            "a.docx",
            "The file is named .docx but holds an office file with macros.",
        ),
        (
            OLE + "Workbook".encode("utf-16-le"),
            "a.doc",
            "The file is named .doc but holds an Excel workbook.",
        ),
        (b"PK\x03\x04 cut off", "a.zip", "The file is named .zip but holds something unknown."),
        (
            broken_zip(zipfile.ZIP_DEFLATED),
            "a.zip",
            "The file is named .zip but holds something unknown.",
        ),
        *(
            (
                broken_zip(method),
                "a.zip",
                "The file is named .zip but holds a ZIP archive that is packed in a way that few"
                " programs unpack.",
            )
            for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
        ),
        (b"a\x00b", "a.txt", "The file is named .txt but holds something unknown."),
        (b"", "a.pdf", "The file is empty."),
    ],
)
def test_it_names_what_was_found_in_a_file_that_lies(
    content: bytes, name: str, message: str
) -> None:
    with pytest.raises(ValidationError) as caught, translation.override("en"):
        facts(content, name)
    with translation.override("en"):
        assert caught.value.messages == [message]


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg", "a.docm", "a", "a.pdf.js", ".pdf"])
def test_it_refuses_every_other_kind(name: str) -> None:
    with pytest.raises(ValidationError) as caught:
        facts(b"%PDF-1.7", name)
    assert caught.value.code == "extension"


def test_it_refuses_what_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_VALUE", 10)
    with pytest.raises(ValidationError) as caught:
        facts(pdf(1), "a.pdf")
    assert caught.value.code == "size"


def test_it_leaves_the_file_at_its_beginning() -> None:
    file = SimpleUploadedFile("a.pdf", pdf(1))
    check_document(file)
    assert file.read(5) == b"%PDF-"


def test_an_archive_that_lists_too_many_files_is_not_opened(monkeypatch):
    """Its list became objects before they were counted: 50 MB of it took 400 MB."""
    monkeypatch.setattr(signatures, "BoundedArchive", None)
    line = struct.pack("<4s42x", b"PK\x01\x02")
    assert kind_of(io.BytesIO(b"PK\x03\x04" + line * 50_001)) == "zip-crowded"


@pytest.mark.parametrize(
    "content", [b" <html>\n%%EOF", b"\rDOC" + "WordDocument".encode("utf-16-le")]
)
def test_a_file_type_is_detected_from_its_first_bytes_only(content: bytes) -> None:
    assert kind_of(io.BytesIO(content)) not in {"pdf", "doc"}
