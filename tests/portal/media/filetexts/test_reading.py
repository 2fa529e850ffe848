"""The text of attached files is taken out in a process of its own, whatever they hold."""

import pytest

from portal.media.filetexts import apart, reading
from portal.media.filetexts.apart import text_apart
from portal.media.filetexts.reading import Unreadable, text_of
from tests import file_samples

ENTITY = (
    '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:p><w:t>x&e;y</w:t></w:p></w:document>"
)


@pytest.mark.parametrize(
    ("extension", "content", "expected"),
    [
        ("pdf", file_samples.pdf("First page", "and the second"), "First page and the second"),
        ("docx", file_samples.docx("Quy chế", "phối hợp"), "Quy chế phối hợp"),
        ("odt", file_samples.odt("Quy chế", "phối hợp"), "Quy chế phối hợp"),
        ("pdf", b"%PDF-1.4 nothing", None),
        ("docx", b"PK\x03\x04 nothing", None),
        ("xlsx", file_samples.docx("Bảng"), None),
    ],
)
def test_a_process_of_its_own_gives_the_words_or_none(extension, content, expected):
    assert text_apart(content, extension) == expected


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
    monkeypatch.setattr(apart, "LONGEST", 0.001)
    assert text_apart(file_samples.pdf("First page"), "pdf") is None


def test_a_file_that_is_too_large_is_not_begun(monkeypatch):
    monkeypatch.setattr(apart, "MAX_FILE_SIZE", 10)
    assert text_apart(file_samples.pdf("First page"), "pdf") is None
