"""What only an attached file says is found, below what pages say themselves."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.management import call_command

from portal.kit.text.vectors import search_vector
from portal.media.filetexts.sandbox import text_in_sandbox
from portal.publishing.models import Attachment, State
from portal.search import candidates, file_texts, vocabulary
from portal.search.file_texts import read_new, unread
from portal.search.models import FileText, PickedResult, UnfoundSearch
from portal.search.search import search
from portal.search.tasks import read_files
from tests import builders, file_samples
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def attach(page, content, name="Phụ lục", file="phu-luc.docx"):
    kind = "application/octet-stream"
    row = Attachment(publication=page, name=name, content_type=kind, size=len(content))
    row.file.save(file, ContentFile(content), save=False)
    row.save()
    return row


def found(words):
    return [(hit.publication.pk, hit.in_file) for hit in search(words).hits]


def test_a_page_is_found_by_its_file_after_those_that_say_it_themselves(client):
    with_file = builders.article("Quyết định ban hành")
    attach(with_file, file_samples.docx("Điều 5. Cột ăng ten không cồng kềnh"))
    own = builders.article("Cột ăng ten không cồng kềnh")
    assert list(read_new()) != []
    words = "ăng ten không cồng kềnh"
    assert found(words) == [(own.pk, ""), (with_file.pk, "Phụ lục")]
    page = BeautifulSoup(client.get("/tim-kiem/", {"q": words}).content, "html.parser")
    hit = page.select(".search-result")[1]
    assert "Trong tệp “Phụ lục”" in hit.text
    assert [mark.text for mark in hit.select("p mark")] != []


def test_what_is_picked_or_found_by_its_file_is_counted_among_the_kinds():
    own = [builders.article(f"Cột ăng ten {number}") for number in range(3)]
    PickedResult.objects.create(words="cột ăng ten", page=own[0])
    with_file = projects.project("Quyết định ban hành", published_at=builders.FEBRUARY)
    attach(with_file, file_samples.docx("Cột ăng ten"))
    assert list(read_new()) != []
    results = search("cột ăng ten")
    assert results.total == 4
    assert {each.value: each.pages for each in results.facets.kinds} == {"article": 3, "project": 1}
    assert sum(each.pages for each in results.facets.years) == 4
    for each in results.facets.kinds:
        assert search("cột ăng ten", kind=each.value).total == each.pages


def test_a_file_with_all_words_stands_before_pages_that_lack_some(client):
    with_file = builders.article("Quyết định ban hành")
    attach(with_file, file_samples.docx("Phủ sóng di động vùng biển"))
    most = builders.article("Phủ sóng di động vùng cao", summary="")
    assert list(read_new()) != []
    words = "phủ sóng di động vùng biển"
    assert found(words) == [(with_file.pk, "Phụ lục"), (most.pk, "")]
    assert "Chỉ tệp đính kèm chứa đủ các từ này" in client.get("/tim-kiem/", {"q": words}).text
    own = builders.article("Di động vùng biển phủ sóng")
    assert [key for key, _file in found(words)] == [own.pk, with_file.pk, most.pk]
    results = search(words)
    assert (results.full, results.lacks_words) == (2, True)


def test_files_are_asked_where_not_all_pages_that_lack_words_are_known(monkeypatch):
    with_file = builders.article("Quyết định ban hành")
    attach(with_file, file_samples.docx("Phủ sóng di động vùng biển"))
    most = builders.article("Phủ sóng di động vùng cao", summary="")
    assert list(read_new()) != []
    monkeypatch.setattr(candidates, "MAX_BY_TITLE", 1)
    results = search("phủ sóng di động vùng biển")
    assert [hit.publication.pk for hit in results.hits] == [with_file.pk, most.pk]
    assert not results.complete


def test_a_file_with_what_was_typed_stands_before_the_results_of_a_correction(client):
    meant = builders.article("Mật độ điện thoại", summary="")
    vocabulary.refresh()
    with_file = builders.article("Quyết định ban hành", summary="")
    attach(with_file, file_samples.docx("Máy dien thaoi"))
    other = builders.article("Phụ trương", summary="")
    attach(other, file_samples.docx("Máy điện thoại"), file="khac.docx")
    assert len(list(read_new())) == 2
    assert found("dien thaoi") == [(with_file.pk, "Phụ lục"), (meant.pk, ""), (other.pk, "Phụ lục")]
    page = client.get("/tim-kiem/", {"q": "dien thaoi"}).text
    assert "Chỉ tệp đính kèm chứa “dien thaoi”" in page
    assert "<mark>dien</mark>" in page or "<mark>dien thaoi</mark>" in page
    assert not UnfoundSearch.objects.exists()


def test_a_file_with_what_was_typed_stays_below_a_place_and_what_looks_like_it_goes(client):
    builders.article("Liên hệt", summary="")
    with_file = builders.article("Quyết định ban hành", summary="")
    attach(with_file, file_samples.docx("Liên hệ văn thư"))
    assert list(read_new()) != []
    page = BeautifulSoup(client.get("/tim-kiem/", {"q": "liên hệ"}).content, "html.parser")
    assert [each.a["href"] for each in page.select(".search-places .search-result")] == [
        "/lien-he/"
    ]
    assert [each.a["href"] for each in page.select(".search-results .search-result")] == [
        with_file.path
    ]


def test_files_below_a_place_stand_on_one_page(client, monkeypatch):
    monkeypatch.setattr("portal.search.search.PAGE_SIZE", 1)
    builders.article("Liên hệt", summary="")
    for name in ("một", "hai"):
        page = builders.article(f"Quyết định {name}", summary="")
        attach(page, file_samples.docx("Liên hệ văn thư"), file=f"{name}.docx")
    assert len(list(read_new())) == 2
    page = BeautifulSoup(client.get("/tim-kiem/", {"q": "liên hệ"}).content, "html.parser")
    assert len(page.select(".search-results .search-result")) == 1
    assert "hơn 1 trang" in page.select_one("#found").text
    assert page.select_one("[rel=next]") is None


def test_of_many_files_below_a_place_no_exact_number_is_told(client, monkeypatch):
    monkeypatch.setattr("portal.search.file_texts.MAX_FILES", 2)
    builders.article("Liên hệt", summary="")
    for number in range(3):
        page = builders.article(f"Quyết định {number}", summary="")
        with_text(page, "Liên hệ văn thư", f"a/{number}.pdf")
    page = BeautifulSoup(client.get("/tim-kiem/", {"q": "liên hệ"}).content, "html.parser")
    assert len(page.select(".search-results .search-result")) == 2
    assert "hơn 2 trang" in page.select_one("#found").text


def with_text(page, text, file):
    """A file of the page with these words, as it was read."""
    Attachment.objects.create(publication=page, name="Phụ lục", file=file, size=9)
    vector = search_vector(
        title="", summary="", body_html=text, kind="file", language="", published_at=None
    )
    FileText.objects.create(file=file, text=text, search_vector=vector)


def test_words_behind_many_pages_of_a_file_are_shown(client):
    page = builders.article("Quyết định ban hành")
    text = "Ủy ban nhân dân tỉnh gửi công văn này. " * 700 + "Cấp cáp treo. Có trạm thu phát sóng ở"
    with_text(page, f"{text} đây.", "a/a.pdf")
    (hit,) = search("trạm thu phát sóng").hits
    assert "<mark>trạm thu phát sóng</mark> ở đây." in hit.snippet
    (hit,) = search("cáp").hits
    assert "Cấp <mark>cáp</mark> treo" in hit.snippet


def test_words_that_only_look_alike_are_passed_over_in_long_files():
    page = builders.article("Quyết định ban hành")
    with_text(
        page, "Đây là phía Tây, có đầy đủ cả. " * 700 + "Trên đài phát thanh ở đó.", "a/a.pdf"
    )
    (hit,) = search("đài phát thanh").hits
    assert "Trên <mark>đài phát thanh</mark> ở đó." in hit.snippet


def test_one_letter_that_is_two_hides_no_words_behind_many_pages_of_a_file():
    page = builders.article("Quyết định ban hành")
    text = "Ủy ban nhân dân tỉnh gửi công văn. Straße, tệp ﬁ. " * 700
    with_text(page, f"{text} Có trạm thu phát sóng ở đây.", "a/a.pdf")
    (hit,) = search("trạm thu phát sóng").hits
    assert "Có <mark>trạm thu phát sóng</mark> ở đây." in hit.snippet


def test_of_many_files_those_of_the_newest_pages_are_found(client, monkeypatch):
    monkeypatch.setattr("portal.search.file_texts.MAX_FILES", 2)
    pages = [
        builders.article(
            f"Quyết định {year}", published_at=datetime(year, 2, 1, tzinfo=UTC), summary=""
        )
        for year in (2003, 2004, 2005, 2006)
    ]
    for number, page in enumerate(reversed(pages)):
        with_text(page, "nhỏ và vừa", f"a/{number}.pdf")
    assert {key for key, _file in found("nhỏ và vừa")} == {page.pk for page in pages[2:]}
    results = search("nhỏ và vừa")
    assert (results.total, results.complete, results.facets.exact) == (2, False, False)
    page = BeautifulSoup(client.get("/tim-kiem/", {"q": "nhỏ và vừa"}).content, "html.parser")
    assert "hơn 2 trang" in page.select_one("#found").text.lower()
    # What narrows the question narrows the files before they are counted.
    narrowed = search("nhỏ và vừa", until=date(2003, 12, 31))
    assert [hit.publication.pk for hit in narrowed.hits] == [pages[0].pk]
    assert narrowed.complete
    assert search("nhỏ và vừa", kind="project").total == 0


def test_files_of_another_language_hide_none(monkeypatch):
    monkeypatch.setattr("portal.search.file_texts.MAX_FILES", 1)
    page = builders.article("Quyết định", summary="")
    with_text(page, "nhỏ và vừa", "a/1.pdf")
    with_text(builders.english(), "nhỏ và vừa", "a/2.pdf")
    for language, kind in (("vi", "article"), ("en", "english")):
        (hit,) = search("nhỏ và vừa", language=language).hits
        assert hit.publication.kind == kind


def test_files_of_pages_that_nobody_may_read_are_neither_read_nor_found():
    draft = builders.article("Dự thảo", state=State.DRAFT)
    attach(draft, file_samples.docx("Kế hoạch bí mật"))
    assert list(read_new()) == []
    public = builders.article("Đã đăng")
    row = attach(public, file_samples.odt("Kế hoạch bí mật"), file="ke-hoach.odt")
    assert read_files.call() == 1
    assert found("kế hoạch bí mật") == [(public.pk, "Phụ lục")]
    Attachment.objects.filter(pk=row.pk).update(publication=draft)
    assert found("kế hoạch bí mật") == []


def test_another_file_in_its_place_is_read_anew_and_the_old_words_go():
    page = builders.article("Quy chế")
    row = attach(page, file_samples.docx("Bản thứ nhất"))
    read_files.call()
    row.file.save("moi.docx", ContentFile(file_samples.docx("Bản thứ hai")), save=False)
    row.save()
    read_files.call()
    assert found("bản thứ nhất") == []
    assert found("bản thứ hai") == [(page.pk, "Phụ lục")]
    assert FileText.objects.count() == 1


def test_a_file_that_the_store_did_not_give_is_read_in_another_turn(monkeypatch):
    page = builders.article("Quy chế")
    attach(page, file_samples.docx("Cột ăng ten"))

    def away(*_given):
        raise TimeoutError

    with monkeypatch.context() as patched:
        patched.setattr("portal.search.file_texts.default_storage.open", away)
        assert list(read_new()) == []
    assert len(list(read_new())) == 1
    assert found("cột ăng ten") == [(page.pk, "Phụ lục")]


def test_a_file_that_was_not_read_to_its_end_is_tried_again_less_and_less_often(monkeypatch):
    page = builders.article("Quy chế")
    attach(page, file_samples.docx("Cột ăng ten"))
    tries = []
    monkeypatch.setattr(file_texts, "_BROKEN_OFF", {})
    with monkeypatch.context() as patched:
        patched.setattr(file_texts, "text_in_sandbox", lambda *_: tries.append(1))
        for hours in (0, 0.9, 1.1, 24, 26, 167, 195, 360, 364):
            clock = SimpleNamespace(monotonic=lambda at=hours: at * 3600)
            patched.setattr(file_texts, "time", clock)
            assert list(read_new()) == []
        assert len(tries) == 5
        patched.setattr(file_texts, "time", SimpleNamespace(monotonic=lambda: 600 * 3600))
        patched.setattr(file_texts, "text_in_sandbox", text_in_sandbox)
        assert len(list(read_new())) == 1
    assert found("cột ăng ten") == [(page.pk, "Phụ lục")]
    assert file_texts._BROKEN_OFF == {}


def test_the_command_says_how_many_files_are_left(monkeypatch, capsys):
    page = builders.article("Quy chế")
    for number in range(2):
        attach(page, file_samples.docx(f"Bản {number}"), file=f"{number}.docx")
    monkeypatch.setattr(file_texts, "_BROKEN_OFF", {})
    monkeypatch.setattr(file_texts, "text_in_sandbox", lambda *_: None)
    call_command("read_files")
    assert "chưa đọc được: 2." in capsys.readouterr().out
    # What no page leads to any more is not remembered either.
    assert len(file_texts._BROKEN_OFF) == 2
    page.attachments.first().delete()
    assert list(read_new()) == []
    assert len(file_texts._BROKEN_OFF) == 1


def test_what_cannot_be_read_is_tried_once():
    page = builders.article("Bản chụp")
    attach(page, b"%PDF-1.4", file="ban-chup.pdf")
    gone = attach(page, b"%PDF-1.5", file="mat.pdf")
    gone.file.storage.delete(gone.file.name)
    assert len(list(read_new())) == 2
    assert not unread().exists()
    assert set(FileText.objects.values_list("text", flat=True)) == {""}


def test_a_turn_ends_in_time_and_the_command_reads_the_rest(capsys):
    page = builders.article("Quy chế")
    for number in range(2):
        attach(page, file_samples.docx(f"Bản {number}"), file=f"{number}.docx")
    assert list(read_new(seconds=-1)) == []
    call_command("read_files")
    assert FileText.objects.count() == 2
    assert "2" in capsys.readouterr().out


def test_files_of_an_ending_are_read_again():
    page = builders.article("Quy chế")
    for file in ("a.docx", "b.DOCX", "c.odt"):
        attach(page, file_samples.docx(f"Tệp {file}"), file=file)
    call_command("read_files")
    FileText.objects.update(text="như trước")
    call_command("read_files", "--again", "docx")
    assert FileText.objects.filter(text="như trước").count() == 1
