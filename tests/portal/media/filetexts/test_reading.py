"""The text of attached files is taken out in a process of its own, whatever they hold."""

import sys

import pytest

from portal.media.filetexts import reading, sandbox
from portal.media.filetexts.reading import Unreadable, text_of
from portal.media.filetexts.sandbox import text_in_sandbox
from tests import file_samples

ENTITY = (
    '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:p><w:t>x&e;y</w:t></w:p></w:document>"
)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_T = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
_O = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'


def word(paragraphs):
    """The words of a Word file of this markup."""
    document = f"<w:document {_W}><w:body>{paragraphs}</w:body></w:document>"
    return text_of(file_samples.archive({"word/document.xml": document}), "docx")


def open_text(paragraphs):
    """The words of an OpenDocument text of this markup."""
    content = f"<office:text {_O} {_T}>{paragraphs}</office:text>"
    return text_of(file_samples.archive({"content.xml": content}), "odt")


@pytest.mark.parametrize(
    ("extension", "content", "expected"),
    [
        ("pdf", file_samples.pdf("First page", "and the second"), "First page and the second"),
        ("docx", file_samples.docx("Quy chế", "phối hợp"), "Quy chế phối hợp"),
        ("odt", file_samples.odt("Quy chế", "phối hợp"), "Quy chế phối hợp"),
        ("pdf", b"%PDF-1.4 nothing", ""),
        ("docx", b"PK\x03\x04 nothing", ""),
        ("xlsx", file_samples.docx("Bảng"), ""),
    ],
)
def test_a_process_of_its_own_gives_the_words_or_none(extension, content, expected):
    assert text_in_sandbox(content, extension) == expected


def test_a_word_file_is_read_as_it_looks_in_the_end():
    run = "<w:r><w:t>{}</w:t></w:r>".format
    title = "<w:r><w:t>QUYẾT ĐỊNH</w:t><w:br/><w:t>Về việc phê duyệt</w:t></w:r>"
    number = "<w:r><w:t>Số:</w:t><w:tab/><w:t>12/QĐ</w:t><w:noBreakHyphen/><w:t>UBND</w:t></w:r>"
    struck = "<w:del><w:r><w:delText>đã xóa</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('chỗ cũ')}</w:moveFrom><w:ins>{run(' chữ mới')}</w:ins>"
    code = "<w:r><w:instrText> PAGEREF _Toc1 </w:instrText></w:r>"
    drawn = (
        f'<w:r><w:drawing xmlns:wp="{_WP}"><wp:positionH><wp:posOffset>914</wp:posOffset>'
        f"</wp:positionH><w:p>{run('trong khung')}</w:p></w:drawing></w:r>"
    )
    text = word(f"<w:p>{title}</w:p><w:p>{number}{struck}{moved}{code}</w:p><w:p>{drawn}</w:p>")
    assert text == "QUYẾT ĐỊNH Về việc phê duyệt Số: 12/QĐ-UBND chữ mới trong khung"


def test_an_open_text_is_read_as_it_looks_in_the_end():
    struck = "<text:tracked-changes><text:p>đoạn đã xóa</text:p></text:tracked-changes>"
    note = "<office:annotation><text:p>xem lại số này</text:p></office:annotation>"
    foot = "<text:note-citation>1</text:note-citation><text:note-body><text:p>chú thích</text:p>"
    foot = f"<text:note>{foot}</text:note-body></text:note>"
    line = f"Bưu điện{note} tỉnh<text:line-break/>Huế<text:tab/>năm<text:s/>2007"
    text = open_text(f"{struck}<text:p>{line}{foot}.</text:p>")
    assert text == "chú thích Bưu điện tỉnh Huế năm 2007."


def test_a_part_that_swells_is_not_read(monkeypatch):
    monkeypatch.setattr(reading, "MAX_XML", 1_000)
    with pytest.raises(Unreadable, match="large"):
        text_of(file_samples.docx("a" * 2_000), "docx")


def test_an_entity_leads_to_no_other_file():
    content = file_samples.archive({"word/document.xml": ENTITY})
    assert text_of(content, "docx") in ("xy", "x&e;y")


def test_long_texts_are_read_from_their_beginning(monkeypatch):
    monkeypatch.setattr(reading, "MAX_CHARACTERS", 12)
    assert text_of(file_samples.odt(*["mot hai"] * 9), "odt") == "mot hai mot "


def test_a_reader_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(sandbox, "TIMEOUT_SECONDS", 0.001)
    assert text_in_sandbox(file_samples.pdf("First page"), "pdf") is None


def test_a_reader_that_does_not_start_has_not_read_the_file(monkeypatch, caplog):
    monkeypatch.setattr(sandbox, "_PROGRAM", (sys.executable, "-m", "portal.khong_co"))
    assert text_in_sandbox(file_samples.pdf("First page"), "pdf") is None
    assert "ended with 1" in caplog.text


def test_no_process_for_a_reader_is_no_fault_of_the_file(monkeypatch, caplog):
    monkeypatch.setattr(sandbox, "_PROGRAM", ("/nowhere/python",))
    assert text_in_sandbox(file_samples.pdf("First page"), "pdf") is None
    assert "could be started" in caplog.text


def test_a_file_that_is_too_large_is_not_begun(monkeypatch):
    monkeypatch.setattr(sandbox, "MAX_FILE_SIZE", 10)
    assert text_in_sandbox(file_samples.pdf("First page"), "pdf") == ""
