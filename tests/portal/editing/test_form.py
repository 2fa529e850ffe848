"""The form over a live page, and two people in one form: nothing typed is lost."""

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from news.articles.models import Article
from portal.publishing import changes, services, workflow
from portal.publishing.models import Attachment, State, Topic
from tests import builders
from tests.portal.editing.typing import at, pending, typed

pytestmark = pytest.mark.django_db


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
