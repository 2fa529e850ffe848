"""A Word file becomes a text of the site; what must not be read is refused before it is."""

import time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from portal.media.pictures.models import Picture
from portal.media.wordfiles import bounds
from portal.media.wordfiles.reading import convert
from tests import builders
from tests.portal.media.wordfiles.samples import HEAD, paragraph, parts, relationships, run
from tests.portal.media.wordfiles.samples import word_file as word

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/bo-soan/word/"


@pytest.fixture(autouse=True)
def _setup(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    with translation.override("en"):
        yield


def test_it_takes_headings_lists_tables_notes_and_emphasis() -> None:
    html = convert(word(), by=None).html
    assert html.startswith("<h2>Báo cáo năm 2006</h2>\n<h3>Kết quả</h3>\n")
    assert '<p class="align-right">Huế, ngày 30 tháng 01</p>' in html
    assert "<p>Mật độ đạt <strong>35,5</strong><u> máy</u><sup>[1]</sup></p>" in html
    assert "<ul>\n<li>Một</li>\n<li>Hai</li>\n</ul>" in html
    assert "<tr><th>Năm</th><th>Máy</th></tr>" in html
    assert "<tr><td>2006</td><td>35,5</td></tr>" in html
    assert html.endswith("<hr>\n<ol>\n<li>Theo báo cáo của Sở.</li>\n</ol>")


def test_its_pictures_are_in_the_library_with_the_description_that_word_has() -> None:
    writer = builders.reporter()
    html = convert(word(), by=writer).html
    assert Picture.objects.filter(created_by=writer).count() == 2
    assert html.count("<img ") == 2
    assert 'alt="Biểu đồ mật độ"' in html


def test_it_tells_what_was_left_out() -> None:
    text = " ".join(convert(word(), by=None).left_out)
    for message in (
        "1 comment",
        "Colours, fonts",
        "1 picture is left out",
        "1 picture has no descr",
    ):
        assert message in text
    assert "Formulas" not in text


def test_it_tells_of_text_boxes_formulas_changes_and_headers() -> None:
    text = paragraph(
        '<w:ins w:id="1"><w:r><w:t>thêm</w:t></w:r></w:ins><w:r><w:pict><w:txbxContent>'
        f"{paragraph(run('trong hộp'))}</w:txbxContent></w:pict></w:r><m:oMath xmlns:m='m'/>"
    )
    converted = convert(word(parts(text) | {"word/header1.xml": "<x/>"}), by=None)
    words = " ".join(converted.left_out)
    for message in ("Tracked changes", "Text boxes", "Formulas", "Headers, footers"):
        assert message in words
    assert "thêm" in converted.html
    assert "trong hộp" in converted.html


def test_scripts_and_foreign_addresses_in_it_do_no_harm() -> None:
    link = '<w:hyperlink r:id="rId9"><w:r><w:t>bấm</w:t></w:r></w:hyperlink>'
    found = parts(paragraph(link + run("&lt;script&gt;steal()&lt;/script&gt;")))
    found["word/_rels/document.xml.rels"] = relationships(
        ("rId9", "hyperlink", "javascript:steal()"), ("rId1", "image", "file:///etc/passwd")
    )
    assert convert(word(found), by=None).html == "<p>bấm&lt;script&gt;steal()&lt;/script&gt;</p>"


def refused(file: SimpleUploadedFile) -> str:
    with pytest.raises(ValidationError) as caught:
        convert(file, by=None)
    assert Picture.objects.count() == 0
    return " ".join(caught.value.messages)


def test_a_file_of_another_kind_is_refused_in_words() -> None:
    assert ".docx" in refused(SimpleUploadedFile("a.doc", b"\xd0\xcf\x11\xe0"))
    assert ".pdf" in refused(SimpleUploadedFile("a.pdf", b"%PDF-1.7"))
    assert "PDF" in refused(SimpleUploadedFile("a.docx", b"%PDF-1.7"))
    assert "no ending, such as “.docx”" in refused(SimpleUploadedFile("bao-cao", b"PK\x03\x04"))
    assert refused(SimpleUploadedFile("a.docx", b"PK\x03\x04 broken"))
    assert refused(SimpleUploadedFile("a.docx", b""))


def test_one_with_macros_is_refused() -> None:
    assert "macros" in refused(word(parts() | {"word/vbaProject.bin": b"x"}))


def test_one_that_unpacks_to_more_than_it_may_is_refused_before_it_is_read() -> None:
    began = time.process_time()
    big = b"0" * (bounds.MAX_UNPACKED + 1)
    assert "unpacks" in refused(word(parts() | {"word/media/x.png": big}))
    assert "unpacks" in refused(word(parts() | {"word/x.xml": b" " * (bounds.MAX_XML + 1)}))
    assert time.process_time() - began < 10


def test_one_of_too_many_parts_is_refused() -> None:
    many = {f"word/media/{number}.png": b"" for number in range(bounds.MAX_PARTS)}
    assert "unpacks" in refused(word(parts() | many))


def test_one_of_too_many_or_too_deep_elements_is_refused() -> None:
    assert "Split" in refused(word(parts("<w:p/>" * (bounds.MAX_ELEMENTS + 1))))
    deep = "<w:tbl><w:tr><w:tc>" * 50_000
    assert "Split" in refused(word(parts(deep)))


def test_a_document_of_entities_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    found = parts()
    found["word/document.xml"] = str(found["word/document.xml"]).replace(HEAD, HEAD + bomb)
    assert "damaged" in refused(word(found))
    outside = '<!DOCTYPE x SYSTEM "file:///etc/passwd">'
    assert "damaged" in refused(word(parts() | {"word/styles.xml": f"{outside}<x/>"}))


def test_a_part_under_another_name_is_not_taken_for_the_text() -> None:
    found = parts()
    found["_rels/.rels"] = relationships(("rId1", "officeDocument", "word/media/image1.png"))
    assert "damaged" in refused(word(found))


def with_damaged(part: str) -> SimpleUploadedFile:
    content = bytearray(word().read())
    at = content.index(part.encode()) + len(part)
    content[at : at + 8] = b"\xff" * 8
    return SimpleUploadedFile("a.docx", bytes(content))


def test_a_damaged_text_is_refused_and_a_damaged_picture_is_left_out() -> None:
    assert "damaged" in refused(with_damaged("word/document.xml"))
    before = convert(word(), by=None).html.count("<img")
    assert convert(with_damaged("word/media/image1.png"), by=None).html.count("<img") == before - 1


def without(part: str) -> SimpleUploadedFile:
    return word({path: content for path, content in parts().items() if path != part})


def test_one_without_a_text_is_refused_and_one_without_styles_is_read() -> None:
    assert "damaged" in refused(without("word/document.xml"))
    assert "Mật độ" in convert(without("word/styles.xml"), by=None).html
    assert "Mật độ" in convert(without("_rels/.rels"), by=None).html


def test_a_writer_gets_the_text_and_what_was_left_out(client) -> None:
    client.force_login(builders.reporter())
    answer = client.post(ADDRESS, {"upload": word()}).json()
    assert answer["uploaded"] == 1
    assert "Mật độ" in answer["html"]
    assert answer["left_out"]


def test_a_refusal_is_answered_in_words(client) -> None:
    client.force_login(builders.reporter())
    for sent in ({}, {"upload": SimpleUploadedFile("a.docx", b"x")}):
        answer = client.post(ADDRESS, sent).json()
        assert answer["uploaded"] == 0
        assert answer["error"]["message"]


def test_it_is_not_there_for_others_and_asks_for_the_token_of_the_form(client) -> None:
    client.force_login(builders.person("la"))
    assert client.post(ADDRESS, {"upload": word()}).status_code == 404
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(builders.reporter())
    assert strict.post(ADDRESS, {"upload": word()}).status_code == 403
    assert Picture.objects.count() == 0
