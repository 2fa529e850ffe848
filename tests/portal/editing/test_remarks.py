"""A reviewer's remark stands at a passage, keeps a text from approval, and is never lost."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from news.articles.models import Article
from portal.audit.models import AuditEntry
from portal.publishing import changes, remarks, revisions, workflow
from portal.publishing.errors import BlockedByRemarks
from portal.publishing.models import Remark, State
from portal.publishing.models.remark import RemarkState
from tests import builders
from tests.portal.editing.typing import typed

pytestmark = pytest.mark.django_db
TEXT = "<p>Có 100 điểm.</p><ul><li>Một</li><li>Hai&nbsp;ba <strong>bốn</strong></li></ul>"


@pytest.fixture
def writer():
    return builders.reporter()


def submitted(writer) -> Article:
    article = builders.article(by=writer, state=State.DRAFT, published_at=None, body=TEXT)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    return article


def changed(writer, **fields) -> Article:
    """A live article with a change that was sent."""
    article = builders.article(by=writer, body=TEXT)
    data = revisions.snapshot(article)
    data["fields"] |= fields
    changes.propose(article, data, by=writer)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    return Article.objects.get(pk=article.pk)


def test_a_word_and_its_meaning_are_passages_of_their_own(writer):
    body = "<dl><dt>Viễn thông</dt><dd>Truyền tin đi xa</dd></dl><pre>Dòng</pre><p>Hết</p>"
    article = builders.article(by=writer, body=body)
    found = remarks.passages(article, None)["body"]
    assert found == ["Viễn thông", "Truyền tin đi xa", "Dòng", "Hết"]


def test_it_stands_in_the_field_in_which_the_words_are(writer, publisher):
    article = submitted(writer)
    remark = remarks.add(article, by=publisher, text="Nguồn?", quote="Hai  ba bốn")
    assert (remark.field, remark.quote) == ("body", "Hai ba bốn")
    assert remark.number == article.revision_number


def test_words_that_are_not_in_the_text_are_refused(writer, publisher):
    with pytest.raises(ValidationError, match="Năm"):
        remarks.add(submitted(writer), by=publisher, text="Nguồn?", quote="Năm sáu")


def test_words_are_those_of_the_change_that_waits(writer, publisher):
    article = changed(writer, summary="Tóm tắt khác")
    assert remarks.add(article, by=publisher, text="?", quote="khác").field == "summary"
    with pytest.raises(ValidationError):
        remarks.add(article, by=publisher, text="?", quote="Tóm tắt.")


def test_one_that_blocks_keeps_from_approval_until_it_is_mended(writer, publisher):
    article = submitted(writer)
    remark = remarks.add(article, by=publisher, text="Thiếu nguồn", blocks=True)
    for target in (State.APPROVED, State.PUBLISHED):
        with pytest.raises(BlockedByRemarks, match="Thiếu nguồn"):
            workflow.transition(article, to=target, by=publisher)
    remarks.move(remark, to=RemarkState.FIXED, by=writer)
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    remark.refresh_from_db()
    assert (remark.state, remark.moved_by) == (RemarkState.CLOSED, publisher)


def test_one_that_does_not_block_lets_through(writer, publisher):
    article = submitted(writer)
    remarks.add(article, by=publisher, text="Nên ngắn hơn")
    workflow.transition(article, to=State.APPROVED, by=publisher)
    assert Article.objects.get().state == State.APPROVED


def test_it_blocks_a_change_and_ends_with_it(writer, publisher):
    article = changed(writer, title="Mới")
    remark = remarks.add(article, by=publisher, text="Sai tên", quote="Mới", blocks=True)
    with pytest.raises(BlockedByRemarks):
        workflow.transition(article, to=State.PUBLISHED, by=publisher)
    workflow.transition(article, to=State.DISCARDED, by=writer)
    remark.refresh_from_db()
    assert remark.state == RemarkState.CLOSED
    assert remark.change_set == article.change_sets.get()


def test_what_is_approved_is_not_blocked_afterwards(writer, publisher):
    article = submitted(writer)
    workflow.transition(article, to=State.APPROVED, by=publisher)
    with pytest.raises(ValidationError):
        remarks.add(article, by=publisher, text="Khoan", blocks=True)
    remarks.add(article, by=publisher, text="Khoan")


@pytest.mark.parametrize("make", [submitted, changed])
def test_one_that_blocks_is_not_opened_again_on_what_is_approved(writer, publisher, make):
    article = make(writer)
    remark = remarks.add(article, by=publisher, text="Thiếu nguồn", blocks=True)
    remarks.move(remark, to=RemarkState.FIXED, by=writer)
    workflow.transition(article, to=State.APPROVED, by=publisher)
    with pytest.raises(ValidationError, match="Bài đã được duyệt"):
        remarks.move(remark, to=RemarkState.OPEN, by=publisher)
    workflow.transition(article, to=State.CHANGES_ASKED, by=publisher, comment="Thêm nguồn")
    assert remarks.move(remark, to=RemarkState.OPEN, by=publisher)


def test_who_reviews_remarks_and_who_writes_mends(writer, publisher):
    article = submitted(writer)
    with pytest.raises(PermissionDenied):
        remarks.add(article, by=writer, text="Của tôi")
    elsewhere = builders.publisher("xa")
    builders.section("Mục khác").limited_users.add(elsewhere)
    with pytest.raises(PermissionDenied):
        remarks.add(article, by=elsewhere, text="Chỗ khác")
    remark = remarks.add(article, by=publisher, text="Sửa")
    with pytest.raises(PermissionDenied):
        remarks.move(remark, to=RemarkState.FIXED, by=builders.reporter("khac"))
    with pytest.raises(PermissionDenied):
        remarks.move(remark, to=RemarkState.CLOSED, by=writer)


def test_who_wrote_in_the_text_closes_no_remark_of_another(publisher):
    editor = builders.editor()
    article = submitted(editor)
    remark = remarks.add(article, by=publisher, text="Sửa", blocks=True)
    with pytest.raises(PermissionDenied):
        remarks.move(remark, to=RemarkState.CLOSED, by=editor)
    remarks.move(remark, to=RemarkState.FIXED, by=editor)
    remarks.move(remark, to=RemarkState.OPEN, by=publisher)
    with pytest.raises(BlockedByRemarks):
        workflow.transition(article, to=State.PUBLISHED, by=publisher)


def test_nothing_waits_nothing_is_remarked_on(publisher):
    with pytest.raises(PermissionDenied):
        remarks.add(builders.article(), by=publisher, text="Gì cơ?")


def test_each_step_is_in_the_record(writer, publisher):
    remark = remarks.add(submitted(writer), by=publisher, text="Sửa")
    remarks.move(remark, to=RemarkState.FIXED, by=writer)
    assert remarks.move(remark, to=RemarkState.FIXED, by=writer) is False
    rows = AuditEntry.objects.filter(subject_label="publishing.remark", subject_pk=str(remark.pk))
    assert list(rows.order_by("pk").values_list("actor_id", flat=True)) == [publisher.pk, writer.pk]


@pytest.mark.parametrize("wrong", [{"text": ""}, {"state": "?"}, {"state": "closed"}])
def test_the_database_refuses_what_is_no_remark(writer, publisher, wrong):
    article = submitted(writer)
    row = {"publication": article, "number": 1, "text": "Sửa", "by": publisher} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.create(**row)


# --- on screen ------------------------------------------------------------------------------------


def post(client, article, **fields):
    address = reverse("admin:articles_article_remarks", args=[article.pk])
    return client.post(address, fields, follow=True)


def test_a_paragraph_is_chosen_or_words_are_typed(client, writer, publisher):
    article = submitted(writer)
    client.force_login(publisher)
    post(client, article, _add="1", doan="body:2", **{"y-kien": "Thừa"})
    post(client, article, _add="1", trich="100 điểm", **{"y-kien": "Bao nhiêu?", "chan-duyet": "1"})
    assert list(article.remarks.values_list("field", "quote", "text", "blocks")) == [
        ("body", "Một", "Thừa", False),
        ("body", "100 điểm", "Bao nhiêu?", True),
    ]
    page = client.get(reverse("admin:articles_article_preview", args=[article.pk])).text
    assert "Bao nhiêu?" in page
    assert 'name="_fixed"' in page  # An editor's right: who publishes may write, too.


def test_what_was_typed_is_not_lost_where_the_words_are_mistyped(client, writer, publisher):
    article = submitted(writer)
    client.force_login(publisher)
    page = post(client, article, _add="1", trich="không có đâu", **{"y-kien": "Sai số liệu"})
    assert "Sai số liệu" in page.text
    assert not article.remarks.exists()


def test_the_writer_finds_it_at_the_field_and_calls_it_mended_with_a_save(
    client, writer, publisher
):
    article = submitted(writer)
    remark = remarks.add(article, by=publisher, text="Ghi nguồn", quote="100 điểm")
    workflow.transition(article, to=State.CHANGES_ASKED, by=publisher, comment="Xem ý kiến nhé")
    client.force_login(writer)
    address = reverse("admin:articles_article_change", args=[article.pk])
    page = client.get(address).text
    assert "Xem ý kiến nhé" in page
    assert page.index('id="id_summary"') < page.index("Ghi nguồn", page.index('id="id_summary"'))
    client.post(address, typed(article, body="<p>Có 100 điểm, theo báo cáo.</p>", _fixed=remark.pk))
    remark.refresh_from_db()
    assert (remark.state, remark.moved_by) == (RemarkState.FIXED, writer)


def test_a_tick_of_somebody_elses_text_mends_nothing(client, writer, publisher):
    remark = remarks.add(submitted(writer), by=publisher, text="Sửa")
    other = builders.reporter("khac")
    own = builders.article("Của tôi", by=other, state=State.DRAFT, published_at=None)
    client.force_login(other)
    client.post(
        reverse("admin:articles_article_change", args=[own.pk]), typed(own, _fixed=remark.pk)
    )
    remark.refresh_from_db()
    assert remark.state == RemarkState.OPEN


def test_a_change_of_a_live_page_is_mended_at_its_form_too(client, writer, publisher):
    article = changed(writer, title="Mới")
    remark = remarks.add(article, by=publisher, text="Dài hơn", quote="Mới")
    client.force_login(writer)
    address = reverse("admin:articles_article_change", args=[article.pk])
    assert "Dài hơn" in client.get(address).text
    article.refresh_from_db()
    client.post(address, typed(article, title="Mới hơn nữa", _fixed=remark.pk))
    remark.refresh_from_db()
    assert remark.state == RemarkState.FIXED
    client.force_login(publisher)
    page = client.get(reverse("admin:articles_article_review", args=[article.pk]))
    assert page.status_code == 200


def test_remarks_are_no_word_to_readers_nor_to_others_reporters(client, writer, publisher):
    article = changed(writer, title="Mới")
    remarks.add(article, by=publisher, text="Bí mật nội bộ")
    assert "Bí mật nội bộ" not in client.get(article.path).text
    client.force_login(builders.reporter("khac"))
    address = reverse("admin:articles_article_remarks", args=[article.pk])
    assert client.post(address, {"_add": "1", "y-kien": "x"}).status_code == 404


def test_closed_remarks_stay_with_the_versions(client, writer, publisher):
    article = submitted(writer)
    remarks.add(article, by=publisher, text="Chuyện cũ")
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    client.force_login(publisher)
    assert (
        "Chuyện cũ" in client.get(reverse("admin:articles_article_history", args=[article.pk])).text
    )
