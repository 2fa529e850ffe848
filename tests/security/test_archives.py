"""A ZIP archive that is attached holds no program, and nothing that could hide one."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.kit.files.documents import check_document
from tests.security.contents import packed_by_lzma

pytestmark = pytest.mark.usefixtures("in_english")
PROGRAM = "a ZIP archive with a program in it"
NESTED = "a ZIP archive with another archive in it"


def archive(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def check(content: bytes) -> str:
    """Return what a ZIP archive is refused for, "" where it is taken."""
    try:
        check_document(SimpleUploadedFile("tài liệu.zip", content))
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("hoá đơn.exe", b"MZ\x90", PROGRAM),
        ("thư mục/bảng kê.pdf.SCR", b"x", PROGRAM),
        ("a.exe. ", b"x", PROGRAM),
        ("a.lnk", b"L\x00", PROGRAM),
        ("a.vbs", b"x", PROGRAM),
        ("a.xlsm", b"PK\x03\x04", PROGRAM),
        # Whatever it is called.
        ("a.pdf", b"MZ\x90\x00", PROGRAM),
        ("a.txt", b"\x7fELF", PROGRAM),
        ("a", b"#!/bin/sh", PROGRAM),
        ("a.zip", b"x", NESTED),
        ("a.iso", b"x", NESTED),
        ("a.txt", archive(b=b"x"), NESTED),
        ("a.pdf", b"Rar!\x1a\x07\x00", NESTED),
    ],
)
def test_what_runs_and_what_hides_it_is_refused(name: str, content: bytes, found: str) -> None:
    message = check(archive(**{"đọc trước.txt": b"xin chao", name: content}))
    assert message == f"The file is named .zip but holds {found}."


def test_what_cannot_be_looked_at_is_refused() -> None:
    locked = bytearray(archive(**{"a.pdf": b"%PDF-1.4"}))
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        locked[locked.find(start) + (6 if start[2] == 3 else 8)] |= 1
    assert "a ZIP archive with a password" in check(bytes(locked))


@pytest.mark.parametrize("names", [["a.txt"], ["a.xml", "mimetype"], ["a", "[Content_Types].xml"]])
def test_what_asks_for_memory_is_refused_unopened(
    names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = packed_by_lzma(names)
    monkeypatch.setattr(zipfile.ZipFile, "open", pytest.fail)
    assert "a ZIP archive that is packed in a way that few programs unpack" in check(content)


def test_a_crowd_of_files_is_refused() -> None:
    crowd = archive(**{f"{number}.txt": b"" for number in range(2001)})
    assert "a ZIP archive with too many files" in check(crowd)


def test_broken_members_are_no_archive() -> None:
    broken = bytearray(archive(**{"a.txt": b"x" * 500}))
    broken[40:48] = b"\xff" * 8
    assert "something unknown" in check(bytes(broken))


def test_papers_in_an_archive_are_taken() -> None:
    papers = {
        "công văn.pdf": b"%PDF-1.4",
        "phụ lục/bảng.xlsx": archive(**{"[Content_Types].xml": b"x"}),
        "ảnh.jpg": b"\xff\xd8\xff",
        "trống.txt": b"",
    }
    assert check(archive(**papers)) == ""
