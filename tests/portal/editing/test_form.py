"""The form over a live page, and two people in one form: nothing typed is lost."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from news.articles.models import Article
from portal.publishing import changes, revisions, services, workflow
from portal.publishing.models import Attachment, State, Topic
from tests import builders
from tests.portal.editing.typing import typed

pytestmark = pytest.mark.django_db


def at(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def pending(article):
    version = changes.pending_version(article)
    assert version is not None
    return version.data


def test_who_only_reads_a_page_is_led_to_nothing_that_is_closed(client):
    article = builders.article(by=builders.person("khac"))
    client.force_login(builders.reporter())
    page = client.get(at("change", article)).text
    assert article.path in page
    for name in ("preview", "links", "compare", "history"):
        assert at(name, article) not in page
        assert client.get(at(name, article)).status_code == 404
    # The ways to a cover are for who writes; nothing of them is shown as if it were a field.
    assert "Cover" not in page
    assert ">None<" not in page
    client.force_login(builders.editor())
    page = client.get(at("change", article)).text
    assert "Tải ảnh đại diện lên" in page
    assert all(at(name, article) in page for name in ("preview", "links", "compare", "history"))


def test_a_change_to_a_live_page_waits_and_the_form_shows_it_again(client):
    article = builders.article("Cũ")
    client.force_login(builders.editor())
    client.post(at("change", article), typed(article, title="Mới"))
    article.refresh_from_db()
    assert article.title == "Cũ"
    assert pending(article)["fields"]["title"] == "Mới"
    page = client.get(at("change", article)).text
    assert 'value="Mới"' in page
    assert 'name="_version" value="2"' in page
    assert Article.objects.get().title == "Cũ"


def test_what_is_wrong_with_a_field_that_is_not_shown_stands_at_the_top(rf):
    request = rf.get("/")
    request.user = builders.editor()
    form_class = admin.site.get_model_admin(Article).get_form(request, builders.article())
    form = form_class({}, instance=builders.article("Khác"))
    form.full_clean()
    form.add_error(None, ValidationError({"sort_key": ["Sai."], "title": ["Cũng sai."]}))
    assert "Sai." in form.non_field_errors()
    assert "Cũng sai." in form.errors["title"]


def test_parts_of_a_live_page_wait_too(client):
    article, topic = builders.article(), Topic.objects.create(name="Viễn thông")
    client.force_login(builders.editor())
    file = SimpleUploadedFile("bao-cao.txt", "Báo cáo".encode(), "text/plain")
    parts = {
        "attachments-TOTAL_FORMS": "1",
        "attachments-0-name": "Báo cáo",
        "attachments-0-file": file,
        "attachments-0-position": "0",
    }
    client.post(at("change", article), typed(article, topics=[topic.pk], **parts))
    assert Attachment.objects.count() == 0
    assert article.topics.count() == 0
    assert [row["name"] for row in pending(article)["parts"]["attachments"]] == ["Báo cáo"]
    page = client.get(at("change", article)).text
    assert 'value="Báo cáo"' in page
    client.force_login(builders.publisher())
    article.refresh_from_db()
    key = pending(article)["parts"]["attachments"][0]["id"]
    sent = {
        "attachments-TOTAL_FORMS": "1",
        "attachments-INITIAL_FORMS": "1",
        "attachments-0-id": key,
        "attachments-0-publication": article.pk,
        "attachments-0-name": "Báo cáo",
        "attachments-0-position": "0",
    }
    client.post(at("change", article), typed(article, topics=[topic.pk], _step="published", **sent))
    assert [part.name for part in article.attachments.all()] == ["Báo cáo"]
    assert list(article.topics.all()) == [topic]


def test_a_publisher_puts_the_change_of_another_in_place(client):
    article = builders.article("Cũ")
    client.force_login(builders.editor())
    client.post(at("change", article), typed(article, title="Mới", _step="submitted"))
    article.refresh_from_db()
    client.force_login(builders.publisher())
    client.post(at("change", article), typed(article, title="Mới", _step="published"))
    assert Article.objects.get().title == "Mới"
    assert client.get("/tin-tuc/cu/").status_code == 200


def test_a_publisher_who_changes_the_text_does_not_approve_it(client):
    article = builders.article("Cũ")
    client.force_login(builders.publisher())
    page = client.post(
        at("change", article), typed(article, title="Mới", _step="published"), follow=True
    ).text
    assert Article.objects.get().title == "Cũ"
    assert pending(article)["fields"]["title"] == "Mới"
    assert "errornote" in page or 'class="error"' in page


def test_a_publisher_who_sets_the_moment_only_still_approves_the_text(client):
    texts = {"state": State.SUBMITTED, "published_at": None, "by": builders.reporter()}
    first, second = builders.article("Một", **texts), builders.article("Hai", **texts)
    client.force_login(builders.publisher())
    moment = {"published_at_0": "01/02/2099", "published_at_1": "08:00"}
    client.post(at("change", first), typed(first, _step="published", **moment))
    client.post(at("change", second), typed(second, title="Khác", _step="published", **moment))
    assert list(Article.objects.order_by("pk").values_list("title", "state")) == [
        ("Một", "published"),
        ("Hai", "submitted"),
    ]
    assert list(Article.objects.public()) == []


LATER = {"expires_at_0": "01/02/2099", "expires_at_1": "08:00"}


def test_who_sets_the_moment_of_a_change_only_still_approves_it(client):
    first, second = builders.article("Một"), builders.article("Hai")
    client.force_login(builders.editor())
    for article in (first, second):
        client.post(at("change", article), typed(article, summary="Mới", _step="submitted"))
        article.refresh_from_db()
    client.force_login(builders.publisher())
    approved = {"summary": "Mới", "_step": "published", **LATER}
    client.post(at("change", first), typed(first, **approved))
    client.post(at("change", second), typed(second, **approved | {"title": "Khác"}))
    first, second = Article.objects.order_by("pk")
    assert (first.summary, first.expires_at.year) == ("Mới", 2099)
    assert (second.title, second.summary, second.expires_at) == ("Hai", "Tóm tắt.", None)


def test_a_publisher_moves_the_moment_of_a_scheduled_page(client):
    article = builders.article(published_at=timezone.now() + timedelta(days=1))
    client.force_login(builders.publisher())
    moment = {"published_at_0": "01/02/2099", "published_at_1": "10:00"}
    client.post(at("change", article), typed(article, _step="submitted", **moment))
    article.refresh_from_db()
    client.post(at("change", article), typed(article, _step="published", **moment))
    assert Article.objects.get().published_at.year == 2099


def test_a_publisher_is_told_before_writing_costs_the_right_to_approve(client):
    sent = {"state": State.SUBMITTED, "published_at": None, "by": builders.reporter()}
    article, publisher = builders.article("Cũ", **sent), builders.publisher()
    client.force_login(publisher)
    assert "một người duyệt khác sẽ phải duyệt" in client.get(at("change", article)).text
    pressed = typed(article, title="Đã sửa", _step="published")
    page = client.post(at("change", article), pressed).text
    article.refresh_from_db()
    assert (article.title, article.state) == ("Cũ", State.SUBMITTED)
    assert "người đã sửa bài thì không duyệt được bài" in page
    assert 'value="Đã sửa"' in page
    client.post(at("change", article), typed(article, title="Đã sửa"))
    page = client.get(at("change", article)).text
    assert "Bạn đã viết một phần bài này" in page
    assert 'value="approved"' not in page
    client.force_login(builders.publisher("duyet-2"))
    article.refresh_from_db()
    client.post(at("change", article), typed(article, _step="published"))
    article.refresh_from_db()
    assert article.state == State.PUBLISHED


ROW = {"attachments-TOTAL_FORMS": "1", "attachments-0-position": "0"}


def named(row, name):
    """The row of an attached file with another name."""
    own = {"attachments-INITIAL_FORMS": "1", "attachments-0-id": row.pk, "attachments-0-name": name}
    return ROW | own


@pytest.mark.usefixtures("media")
@pytest.mark.parametrize("is_live", [False, True])
def test_to_mend_a_row_costs_the_right_to_approve_too(client, is_live):
    reporter = builders.reporter()
    sent = {} if is_live else {"state": State.SUBMITTED, "published_at": None}
    article = builders.article("Cũ", by=reporter, **sent)
    file = SimpleUploadedFile("bao-cao.txt", b"a")
    row = article.attachments.create(name="Báo cáo", file=file, content_type="text/plain", size=1)
    if is_live:
        data = revisions.snapshot(article)
        data["fields"]["summary"] = "Mới"
        changes.propose(article, data, by=reporter)
        workflow.transition(article, to=State.SUBMITTED, by=reporter)
    else:
        revisions.record(article, by=reporter)
    article.refresh_from_db()
    client.force_login(builders.publisher())
    kept = {"summary": "Mới" if is_live else article.summary, "_step": "published"}
    versions = article.revisions.count()
    page = client.post(at("change", article), typed(article, **kept, **named(row, "Phụ lục"))).text
    refusal = "người đã sửa bài thì không duyệt được bài"
    # At the top, and beside the rows.
    assert page.count(refusal) == 2
    assert 'value="Phụ lục"' in page
    assert article.revisions.count() == versions
    page = client.post(
        at("change", article), typed(article, title="Khác", **kept, **named(row, "Phụ lục"))
    ).text
    assert page.count(refusal) == 2
    client.post(at("change", article), typed(article, **kept, **named(row, "Báo cáo")))
    article.refresh_from_db()
    assert article.state == State.PUBLISHED
    assert changes.open_change(article) is None


@pytest.mark.usefixtures("media")
def test_a_row_that_comes_back_as_it_was_costs_no_right(client):
    reporter = builders.reporter()
    article = builders.article("Cũ", by=reporter, state=State.SUBMITTED, published_at=None)
    words = {
        "captions": "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nXin chào\n",
        "transcript": "Một.\n\nHai.",
    }
    file = SimpleUploadedFile("phim.txt", b"a")
    row = article.attachments.create(
        name="Phim", file=file, content_type="text/plain", size=1, **words
    )
    revisions.record(article, by=reporter)
    article.refresh_from_db()
    client.force_login(builders.publisher())
    # Browsers end lines so, and fields leave out what stands at the end.
    sent = {f"attachments-0-{name}": text.replace("\n", "\r\n") for name, text in words.items()}
    kept = {"summary": article.summary, "_step": "published"}
    client.post(at("change", article), typed(article, **kept, **named(row, "Phim"), **sent))
    article.refresh_from_db()
    assert article.state == State.PUBLISHED
    assert article.attachments.get().transcript == words["transcript"]


def test_a_change_of_a_live_page_is_typed_and_sent_in_one_press(client):
    article = builders.article("Cũ")
    client.force_login(builders.editor())
    assert 'name="_step" value="submitted"' in client.get(at("change", article)).text
    answer = client.post(at("change", article), typed(article, title="Mới", _step="submitted"))
    assert answer.status_code == 302
    assert changes.open_change(article).state == State.SUBMITTED
    assert Article.objects.get().title == "Cũ"


def test_nothing_is_sent_where_nothing_was_changed(client):
    article = builders.article("Cũ")
    client.force_login(builders.editor())
    answer = client.post(at("change", article), typed(article, _step="submitted"), follow=True)
    assert "không khác gì bản người đọc đang thấy" in answer.text
    assert answer.request["PATH_INFO"] == at("change", article)
    assert article.change_sets.count() == 0


def test_a_live_page_keeps_a_moment(client):
    article = builders.article("Cũ")
    client.force_login(builders.editor())
    none = {"published_at_0": "", "published_at_1": ""}
    page = client.post(at("change", article), typed(article, title="Mới", **none)).text
    assert "Trang đã đăng phải có thời điểm đăng." in page
    assert 'value="Mới"' in page
    assert article.change_sets.count() == 0


def test_two_people_collide_and_both_texts_survive(client):
    article = builders.article("Cũ", state=State.DRAFT, published_at=None)
    mine = typed(article, title="Của tôi", summary="Tóm tắt của tôi")
    client.force_login(builders.editor("hai"))
    client.post(at("change", article), typed(article, title="Của người kia"))
    client.force_login(builders.editor())
    page = client.post(at("change", article), mine).text
    article.refresh_from_db()
    assert article.title == "Của người kia"
    assert "Của người kia" in page
    assert 'value="Của tôi"' in page
    assert "Tóm tắt của tôi" in page
    assert 'name="_take_title" value="mine" checked' in page
    assert 'name="_version" value="2"' in page
    client.post(at("change", article), mine | {"_version": "2", "_take_title": "theirs"})
    article.refresh_from_db()
    assert (article.title, article.summary) == ("Của người kia", "Tóm tắt của tôi")
    assert [row.data["fields"]["title"] for row in article.revisions.order_by("number")] == [
        "Cũ",
        "Của người kia",
        "Của người kia",
    ]


def test_two_people_collide_over_a_live_page_too(client):
    article = builders.article("Cũ")
    mine = typed(article, title="Của tôi")
    client.force_login(builders.editor("hai"))
    client.post(at("change", article), typed(article, title="Của người kia"))
    client.force_login(builders.editor())
    page = client.post(at("change", article), mine).text
    assert pending(article)["fields"]["title"] == "Của người kia"
    assert 'value="Của tôi"' in page


def test_a_form_without_its_version_overwrites_nothing(client):
    article = builders.article("Cũ", state=State.DRAFT, published_at=None)
    client.force_login(builders.editor())
    sent = typed(article, title="Mới")
    del sent["_version"]
    assert client.post(at("change", article), sent).status_code == 200
    article.refresh_from_db()
    assert article.title == "Cũ"


def test_saving_without_typing_makes_no_version(client):
    article = builders.article(state=State.DRAFT, published_at=None)
    client.force_login(builders.editor())
    client.post(at("change", article), typed(article))
    article.refresh_from_db()
    assert article.revision_number == 1


def test_what_differs_is_marked_word_by_word(client):
    article = builders.article(
        "Cũ", body="<p>Mạng <strong>vô tuyến</strong> có <a href='/tin-tuc/'>10 máy</a></p>"
    )
    client.force_login(builders.editor())
    client.post(
        at("change", article),
        typed(
            article, body="<p>Mạng <strong>vô tuyến</strong> có <a href='/tin-tuc/'>12 máy</a></p>"
        ),
    )
    page = client.get(at("compare", article)).text
    assert "<ins>12</ins>" in page
    assert "<del>10</del>" in page
    assert "<strong>vô tuyến</strong>" in page


def test_the_history_lists_versions_and_steps(client):
    article = builders.article("Một", by=builders.editor())
    client.force_login(builders.publisher())
    client.post(at("change", article), typed(article, _step="withdrawn", _comment="Sai số liệu"))
    page = client.get(at("history", article)).text
    assert "Sai số liệu" in page
    assert "bientap" in page


def test_an_approved_page_is_published_or_taken_back_though_its_text_is_closed(client):
    reporter, publisher = builders.reporter(), builders.publisher()
    first = builders.article("Một", state=State.APPROVED, published_at=None, by=reporter)
    second = builders.article("Hai", state=State.APPROVED, published_at=None, by=reporter)
    client.force_login(publisher)
    client.post(at("change", first), typed(first, title="Khác", _step="published"))
    client.force_login(reporter)
    client.post(at("change", second), typed(second, title="Khác", _step="draft"))
    assert list(Article.objects.order_by("pk").values_list("title", "state")) == [
        ("Một", "published"),
        ("Hai", "draft"),
    ]


def test_an_approved_page_takes_no_step_that_is_not_this_persons(client):
    article = builders.article(state=State.APPROVED, published_at=None, by=builders.editor())
    client.force_login(builders.reporter())
    client.post(at("change", article), typed(article, _step="draft"))
    client.force_login(builders.editor("hai"))
    response = client.post(at("change", article), typed(article, _step="published"))
    assert response.status_code == 403
    assert Article.objects.get().state == State.APPROVED


def test_an_approved_page_takes_no_step_from_a_form_of_an_older_version(client):
    article = builders.article(state=State.APPROVED, published_at=None, by=builders.editor())
    client.force_login(builders.publisher())
    client.post(at("change", article), typed(article, _step="published", _version="0"))
    assert Article.objects.get().state == State.APPROVED


def test_an_address_that_a_waiting_change_asks_for_is_taken(client):
    live = builders.article("Một")
    other = builders.article("Hai", state=State.DRAFT, published_at=None)
    client.force_login(builders.editor())
    client.post(at("change", live), typed(live, slug="dia-chi-moi"))
    page = client.post(at("change", other), typed(other, slug="dia-chi-moi"))
    assert "slug" in page.context["adminform"].form.errors
    assert client.get(at("change", live)).status_code == 200
    live.refresh_from_db()
    client.post(at("change", live), typed(live, slug="dia-chi-moi", _step="discarded"))
    client.post(at("change", other), typed(other, slug="dia-chi-moi"))
    other.refresh_from_db()
    assert other.path == "/tin-tuc/dia-chi-moi/"


def test_a_reporter_discards_no_change_of_others_on_an_imported_page(client):
    article = builders.article("Cũ")
    client.force_login(builders.editor())
    client.post(at("change", article), typed(article, title="Mới"))
    article.refresh_from_db()
    client.force_login(builders.reporter())
    response = client.post(at("change", article), typed(article, _step="discarded"))
    assert response.status_code == 403
    assert pending(article)["fields"]["title"] == "Mới"


def test_the_form_over_a_live_page_says_whether_a_change_waits(client):
    article = builders.article("Cũ")
    client.force_login(builders.editor())
    nothing_waits = client.get(at("change", article)).text
    assert "bản có thay đổi" not in nothing_waits
    assert "newsroom-note" in nothing_waits
    client.post(at("change", article), typed(article, title="Mới", _step="submitted"))
    page = client.get(at("change", article)).text
    assert "Bạn đang xem bản có thay đổi. Người đọc vẫn thấy nội dung cũ." in page
    assert "Đã đăng – có thay đổi chờ duyệt" in page


def test_the_panel_tells_who_let_the_last_change_through(client):
    article, writer, boss = builders.article(), builders.editor(), builders.publisher()
    article.title = "Mới"
    services.save(article, by=writer)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    workflow.transition(article, to=State.PUBLISHED, by=boss)
    client.force_login(writer)
    shown = client.get(f"/admin/news/article/{article.pk}/change/").text
    panel = " ".join(shown.split("page-facts")[1].split("</dl>")[0].split())
    assert f"<dt>Duyệt thay đổi gần nhất</dt> <dd> {boss}," in panel
    assert "Gửi duyệt" not in panel


def test_beside_the_section_nothing_is_deleted_by_a_slip(client):
    article = builders.article(section=builders.section())
    client.force_login(builders.publisher())
    page = client.get(f"/admin/news/article/{article.pk}/change/").text
    assert "delete_id_section" not in page
    assert "change_id_section" not in page
