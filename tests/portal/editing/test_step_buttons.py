"""Who has read a text on its preview, or beside the old one, decides there."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.articles.models import Article
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import State
from tests import builders
from tests.builders import article
from tests.projects.builders import indicator, main_series

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return builders.reporter()


def draft(writer, **fields) -> Article:
    row = {"state": State.DRAFT, "published_at": None, "body": "<p>Lời.</p>"} | fields
    return builders.article(by=writer, section=builders.section(), **row)


def sent(writer) -> Article:
    article = draft(writer)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    return article


def sent_change(writer) -> Article:
    article = builders.article(by=writer, section=builders.section(), body="<p>Lời.</p>")
    data = revisions.snapshot(article)
    data["fields"]["title"] = "Tên mới"
    changes.propose(article, data, by=writer)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    return Article.objects.get(pk=article.pk)


def address(article, view) -> str:
    return reverse(f"admin:articles_article_{view}", args=[article.pk])


def press(client, article, step, **more):
    fields = {"_step": step, "_version": article.revision_number, "_from": "preview"} | more
    return client.post(address(article, "step"), fields)


def test_a_publisher_publishes_from_the_preview(client, writer, publisher):
    article = sent(writer)
    client.force_login(publisher)
    assert 'name="_step" value="published"' in client.get(address(article, "preview")).text
    response = press(client, article, "published")
    assert (response.status_code, response["Location"]) == (302, reverse("admin:index"))
    assert Article.objects.get().is_public


@pytest.mark.parametrize("view", ["preview", "review"])
def test_what_is_to_be_mended_leads_to_the_fields_of_the_form(client, writer, publisher, view):
    article = sent(writer) if view == "preview" else sent_change(writer)
    if view == "review":
        data = revisions.snapshot(article)
        data["fields"]["title"] = "CHỮ HOA CẢ NĂM 2006"
        changes.propose(article, data, by=writer)
    else:
        Article.objects.update(title="CHỮ HOA CẢ NĂM 2006")
    client.force_login(publisher)
    form = address(article, "change")
    assert f'<a href="{form}#id_title">' in client.get(address(article, view)).text
    assert '<a href="#id_title">' in client.get(form).text


@pytest.mark.parametrize("view", ["preview", "review"])
def test_a_refused_step_names_the_page_and_leads_to_each_fault(client, writer, publisher, view):
    article = sent(writer) if view == "preview" else sent_change(writer)
    if view == "review":
        data = revisions.snapshot(article)
        data["fields"]["summary"] = ""
        changes.propose(article, data, by=writer)
    else:
        Article.objects.update(summary="")
    client.force_login(publisher)
    comment = {"_comment": "Đã <đọc>", "_from": view}
    answer = press(client, article, "published", **comment)
    (error,) = client.get(answer["Location"]).context["messages"]
    form = address(article, "change")
    assert error.message == (
        f"Chưa làm được việc đó với “{article.title}”: "
        f'<a href="{form}#id_summary">Chưa có tóm tắt.</a> '
        "Ý kiến bạn đã viết: “Đã &lt;đọc&gt;”"
    )


def test_what_is_accepted_and_not_fit_leads_to_its_field_too(client, writer, publisher):
    article = sent_change(writer)
    data = revisions.snapshot(article)
    data["fields"]["summary"] = ""
    changes.propose(article, data, by=writer)
    article.refresh_from_db()
    client.force_login(publisher)
    sent = {"_version": article.revision_number, "quyet-dinh-summary": "nhan"}
    answer = client.post(address(article, "review"), sent)
    form = address(article, "change")
    assert f'<a href="{form}#id_summary">Chưa có tóm tắt.</a>' in answer.text
    assert f"Chưa làm được việc đó với “{article.title}”:" in answer.text


def test_what_is_to_be_mended_leads_nowhere_in_a_closed_form(client, writer, publisher):
    article = sent(writer)
    Article.objects.update(title="CHỮ HOA CẢ NĂM 2006")
    workflow.transition(article, to=State.APPROVED, by=publisher)
    client.force_login(publisher)
    page = client.get(address(article, "change")).text
    assert "publish-checks-title" in page
    assert "#id_title" not in page


def test_the_form_says_in_sight_where_to_ask_for_changes(client, writer, publisher):
    form = address(sent(writer), "change")
    client.force_login(publisher)
    assert "<summary>Yêu cầu sửa, việc khác</summary>" in client.get(form).text
    client.force_login(writer)
    assert "<summary>Khác</summary>" in client.get(form).text


def test_a_writer_sends_from_the_preview_and_decides_nothing(client, writer):
    article = draft(writer)
    client.force_login(writer)
    page = client.get(address(article, "preview")).text
    assert 'value="submitted"' in page
    assert 'value="published"' not in page
    assert press(client, article, "published").status_code == 403
    press(client, article, "submitted")
    assert Article.objects.get().state == State.SUBMITTED


def test_who_publishes_is_told_why_the_own_text_has_no_button(client, publisher):
    article = draft(publisher)
    workflow.transition(article, to=State.SUBMITTED, by=publisher)
    client.force_login(publisher)
    page = client.get(address(article, "preview")).text
    assert 'value="published"' not in page
    assert "Bạn đã viết một phần bài này" in page
    response = press(client, article, "published")
    assert response["Location"] == address(article, "preview")
    assert Article.objects.get().state == State.SUBMITTED


def test_a_text_that_moved_on_is_read_again_first(client, writer, publisher):
    article = sent(writer)
    client.force_login(publisher)
    old = {"_version": article.revision_number - 1}
    response = press(client, article, "published", **old)
    assert response["Location"] == address(article, "preview")
    press(client, article, "changes_asked", **old, _comment="Ghi nguồn của số liệu")
    assert Article.objects.get().state == State.SUBMITTED
    # What was typed for the writer is not lost.
    assert "Ghi nguồn của số liệu" in client.get(response["Location"]).text


def test_asking_for_changes_takes_a_word(client, writer, publisher):
    article = sent(writer)
    client.force_login(publisher)
    press(client, article, "changes_asked", _comment=" ")
    assert Article.objects.get().state == State.SUBMITTED
    press(client, article, "changes_asked", _comment="Ghi nguồn")
    assert Article.objects.get().state == State.CHANGES_ASKED
    assert article.transitions.last().comment == "Ghi nguồn"


@pytest.mark.parametrize("step", ["withdrawn", "binned", "draft", "discarded", ""])
def test_what_is_not_decided_by_reading_stays_at_the_form(client, writer, publisher, step):
    client.force_login(publisher)
    assert press(client, sent(writer), step).status_code == 403


def test_a_change_is_approved_as_a_whole_beside_the_old_text(client, writer, publisher):
    article = sent_change(writer)
    client.force_login(publisher)
    page = client.get(address(article, "review")).text
    assert "Duyệt tất cả và đăng" in page
    press(client, article, "published", _from="review")
    assert Article.objects.get().title == "Tên mới"
    assert changes.open_change(article) is None


def test_the_desk_leads_who_decides_to_what_differs_and_the_writer_to_the_form(
    client, writer, publisher
):
    article = sent_change(writer)
    client.force_login(publisher)
    assert address(article, "review") in client.get(reverse("admin:index")).text
    assert address(article, "review") in client.get(address(article, "change")).text
    client.force_login(writer)
    page = client.get(reverse("admin:index")).text
    assert address(article, "review") not in page
    assert address(article, "change") in page


def test_rows_of_a_batch_are_read_and_approved_as_a_whole(client, writer, publisher):
    page = indicator("Mật độ")
    row = {
        "series": main_series(page).pk,
        "starts_on": "2007-01-01",
        "ends_on": "2007-12-31",
        "value": "35.5",
        "state": "final",
        "evidence": article("Nguồn").pk,
        "reason": "",
    }
    changes.propose_rows(page, "observations", [row], by=writer)
    page.refresh_from_db()
    workflow.transition(page, to=State.SUBMITTED, by=builders.editor())
    client.force_login(publisher)
    found = client.get(reverse("admin:indicators_indicator_review", args=[page.pk])).text
    assert "2007" in found
    assert 'name="quyet-dinh-' not in found


def test_a_new_page_is_scheduled_where_it_is_read(client):
    writer, boss = builders.reporter(), builders.publisher()
    article = builders.article(by=writer, state=State.DRAFT, published_at=None)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    client.force_login(boss)
    moment = timezone.localtime() + timedelta(days=2)
    address = reverse("admin:articles_article_preview", args=[article.pk])
    assert "Hẹn giờ…" in client.get(address).text
    sent = {"_step": "published", "_version": article.revision_number, "_from": "preview"}
    step = reverse("admin:articles_article_step", args=[article.pk])
    past = client.post(step, sent | {"hieu-luc": "2020-01-01T08:00"}, follow=True)
    assert "Hãy chọn thời điểm sắp tới" in past.text
    client.post(step, sent | {"hieu-luc": f"{moment:%Y-%m-%dT%H:%M}"})
    article.refresh_from_db()
    assert (article.state, article.is_public) == (State.PUBLISHED, False)
    assert f"{timezone.localtime(article.published_at):%d %H:%M}" == f"{moment:%d %H:%M}"


def test_saving_a_change_that_was_sent_is_not_called_unsent(client, writer):
    sent = sent_change(writer)
    untouched = builders.article(by=writer, section=sent.section, body="<p>Lời.</p>")
    client.force_login(writer)
    assert "Lưu, chưa gửi" in client.get(address(untouched, "change")).text
    assert "Lưu, chưa gửi" not in client.get(address(sent, "change")).text
    changes.propose(sent, revisions.snapshot(sent), by=builders.editor())
    assert changes.open_change(sent).state == State.SUBMITTED


def test_who_does_not_decide_is_led_to_read_what_differs_not_to_decide(client, writer, publisher):
    article = sent_change(writer)
    client.force_login(builders.editor())
    assert "Xem từng mục" in client.get(address(article, "change")).text
    client.force_login(publisher)
    page = client.get(address(article, "change")).text
    assert "Duyệt từng mục" in page
    assert "Xem từng mục" not in page


def in_two_days() -> tuple[datetime, dict[str, str]]:
    moment = (timezone.localtime() + timedelta(days=2)).replace(second=0, microsecond=0)
    return moment, {"hieu-luc": f"{moment:%Y-%m-%dT%H:%M}"}


def test_a_moment_is_kept_by_who_approves_and_lets_another_publish(client, writer, publisher):
    article, (moment, typed) = sent(writer), in_two_days()
    client.force_login(publisher)
    answer = press(client, article, "approved", **typed)
    assert f"đăng trước {moment:%d/%m/%Y %H:%M}" in client.get(answer["Location"]).text
    article = Article.objects.get()
    assert (article.state, article.published_at) == (State.APPROVED, moment)
    page = " ".join(client.get(address(article, "preview")).text.split())
    assert f"Hẹn đăng {moment:%d/%m/%Y %H:%M}" in page
    press(client, article, "published", **typed)
    article = Article.objects.get()
    assert (article.is_public, article.published_at) == (False, moment)


def test_who_empties_the_moment_and_approves_means_that_of_publishing(client, writer, publisher):
    article = draft(writer, published_at=in_two_days()[0])
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    client.force_login(publisher)
    press(client, article, "approved", **{"hieu-luc": ""})
    assert Article.objects.get().published_at is None


def test_an_approval_drops_no_moment_to_hide(client, writer, publisher):
    moment, typed = in_two_days()
    end = moment - timedelta(days=1)
    article = draft(writer, expires_at=end)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    client.force_login(publisher)
    answer = press(client, article, "approved", **typed)
    assert f"thời điểm ẩn là {end:%d/%m/%Y %H:%M}" in client.get(answer["Location"]).text
    article = Article.objects.get()
    assert (article.state, article.expires_at) == (State.SUBMITTED, end)
    press(client, article, "approved", **{"hieu-luc": f"{end - timedelta(hours=1):%Y-%m-%dT%H:%M}"})
    article = Article.objects.get()
    assert (article.state, article.expires_at) == (State.APPROVED, end)


def test_a_day_of_the_past_stays_with_an_approval(client, writer, publisher):
    article = draft(writer, published_at=builders.FEBRUARY)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    client.force_login(publisher)
    press(client, article, "approved", **{"hieu-luc": ""})
    assert Article.objects.get().published_at == builders.FEBRUARY


def test_a_moment_comes_back_with_a_step_that_was_refused(client, writer, publisher):
    article, (moment, typed) = sent(writer), in_two_days()
    client.force_login(publisher)
    answer = press(client, article, "published", **typed, _version=0)
    page = " ".join(client.get(answer["Location"]).text.split())
    assert f'id="id_effect" value="{typed["hieu-luc"]}"' in page
    assert f"Duyệt, hẹn đăng {moment:%d/%m/%Y %H:%M}" in page
    assert Article.objects.get().published_at is None
