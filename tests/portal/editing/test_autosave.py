"""What is typed and not saved is offered again: to its writer, in its form, until it is saved."""

from datetime import timedelta
from functools import partial

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.articles.models import Article
from portal.editing import autosave
from portal.editing.autosave import OpenForm
from portal.editing.models import Autosave
from portal.editing.page_form import PageFormMixin
from portal.publishing import changes
from portal.publishing.models import State, Topic
from tests import builders
from tests.portal.editing.autosaving import ADD, KEEP, change, kept_titles, mark, opened, shown
from tests.portal.editing.typing import form, typed

pytestmark = pytest.mark.django_db

DISCARD = "/admin/news/article/go-do/bo/"


def is_offered(page):
    return 'id="unsaved"' in page and "hidden>" not in page.split('id="unsaved"')[1][:400]


def test_typed_text_is_kept_without_a_version_and_offered_again(client, writer, draft):
    sent = typed(draft, title="Gõ dở", _typed=mark(writer, draft))
    assert client.post(KEEP, sent).status_code == 200
    draft.refresh_from_db()
    assert (draft.title, draft.revision_number) == ("Cũ", 1)
    page = shown(client, change(draft))
    assert is_offered(page)
    assert 'value="Cũ"' in page
    assert "Gõ dở" not in page
    page = shown(client, change(draft), **{"khoi-phuc": "1"})
    assert 'value="Gõ dở"' in page
    draft.refresh_from_db()
    assert draft.title == "Cũ"


def test_without_typed_text_nothing_is_offered(client, writer, draft):
    assert not is_offered(shown(client, change(draft)))
    assert 'value="Cũ"' in shown(client, change(draft), **{"khoi-phuc": "1"})


def test_later_text_takes_the_place_of_earlier(client, writer):
    for title in ("Một", "Hai"):
        client.post(KEEP, form(title=title, _typed=mark(writer)))
    assert [row.fields["title"] for row in Autosave.objects.all()] == [["Hai"]]


def test_a_new_page_half_typed_comes_back_with_its_choices_and_parts_and_no_scolding(
    client, writer
):
    section, topic = builders.section(), Topic.objects.create(name="Viễn thông")
    parts = {"attachments-TOTAL_FORMS": "1", "attachments-0-name": "Báo cáo"}
    sent = form(title="", body="<p>Nửa câu</p>", section=section.pk, topics=[topic.pk], **parts) | {
        "published_at_0": "31/02/2007"
    }
    client.post(KEEP, sent | {"_typed": mark(writer)})
    page = shown(client, ADD, **{"khoi-phuc": "1"})
    assert "Nửa câu" in page
    assert f'<option value="{section.pk}" selected>' in page
    assert f'<option value="{topic.pk}" selected>' in page
    assert 'value="Báo cáo"' in page
    assert 'value="31/02/2007"' in page
    assert 'id="id_title_error"' not in page


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_a_save_forgets_what_was_kept(client, writer, state):
    article = builders.article("Cũ", state=state)
    client.post(KEEP, typed(article, title="Gõ dở", _typed=mark(writer, article)))
    response = client.post(
        change(article), typed(article, title="Mới", _typed=mark(writer, article))
    )
    assert response.cookies["da_luu"].value == f"{writer.pk}-article-{article.pk}"
    assert Autosave.objects.count() == 0


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED, None])
def test_text_that_was_not_brought_back_outlives_a_save_and_later_typing(client, writer, state):
    article = builders.article("Cũ", state=state) if state else None
    address = change(article) if article else ADD
    sent = partial(typed, article) if article else form
    client.post(KEEP, sent(title="Hôm qua") | opened(client, address)[0])
    marks, notice = opened(client, address)
    client.post(KEEP, sent(title="Hôm nay") | marks)
    assert kept_titles() == [["Hôm qua"], ["Hôm nay"]]
    link = notice.select_one("a")["href"]
    response = client.post(address, sent(title="Hôm nay") | marks)
    assert response.cookies["da_luu"].value.endswith(f"-{marks[autosave.OPENING]}")
    assert kept_titles() == [["Hôm qua"]]
    assert 'value="Hôm qua"' in shown(client, f"{address}{link}")


def test_the_text_that_is_offered_is_the_one_brought_back_and_then_saved(client, writer, draft):
    client.post(KEEP, typed(draft, title="Hôm qua") | opened(client, change(draft))[0])
    marks, notice = opened(client, change(draft))
    client.post(KEEP, typed(draft, title="Hôm nay") | marks)
    marks, _ = opened(client, change(draft) + notice.select_one("a")["href"])
    client.post(change(draft), typed(draft, title="Hôm qua") | marks)
    assert kept_titles() == [["Hôm nay"]]


def test_only_the_text_that_is_offered_is_discarded(client, writer, draft):
    for title in ("Hôm qua", "Hôm nay"):
        client.post(KEEP, typed(draft, title=title) | opened(client, change(draft))[0])
    _, notice = opened(client, change(draft))
    client.post(DISCARD, {field["name"]: field["value"] for field in notice.select("input")})
    assert kept_titles() == [["Hôm qua"]]


def test_a_text_that_is_gone_brings_back_no_other(client, writer, draft):
    client.post(KEEP, typed(draft, title="Gõ dở") | opened(client, change(draft))[0])
    for name in ("A1", "a" * 33, "1; --"):
        page = shown(client, change(draft), **{"khoi-phuc": name})
        assert 'value="Cũ"' in page


def test_a_save_after_the_sessions_end_keeps_older_text_and_comes_back_itself(client, draft):
    user = builders.editor()
    client.force_login(user)
    client.post(KEEP, typed(draft, title="Hôm qua") | opened(client, change(draft))[0])
    marks, _ = opened(client, change(draft))
    client.logout()
    response = client.post(change(draft), typed(draft, title="Giữa câu") | marks)
    assert response.headers["Location"].endswith(f"%3Fkhoi-phuc%3D{marks[autosave.OPENING]}")
    assert "Những gì Anh/Chị vừa nhập vẫn được giữ" in client.get(response.headers["Location"]).text
    assert kept_titles() == [["Hôm qua"], ["Giữa câu"]]


def test_a_refused_save_forgets_nothing(client, writer, draft):
    client.post(KEEP, typed(draft, title="Gõ dở", _typed=mark(writer, draft)))
    response = client.post(change(draft), typed(draft, title=""))
    assert response.status_code == 200
    assert "da_luu" not in response.cookies
    assert Autosave.objects.count() == 1


def test_text_typed_over_a_live_page_is_brought_back_and_waits_as_a_change(client, writer):
    article = builders.article("Cũ")
    client.post(KEEP, typed(article, title="Gõ dở", _typed=mark(writer, article)))
    assert changes.open_change(article) is None
    page = shown(client, change(article), **{"khoi-phuc": "1"})
    assert 'value="Gõ dở"' in page
    assert Article.objects.get().title == "Cũ"
    client.post(change(article) + "?khoi-phuc=1", typed(article, title="Gõ dở"))
    version = changes.pending_version(article)
    assert version is not None
    assert version.data["fields"]["title"] == "Gõ dở"
    assert Autosave.objects.count() == 0


def test_text_typed_over_a_version_that_moved_on_is_shown_beside_the_newer_one(
    client, writer, draft
):
    client.post(KEEP, typed(draft, title="Của tôi", _typed=mark(writer, draft)))
    other = Client()
    other.force_login(builders.editor("hai"))
    other.post(change(draft), typed(draft, title="Của người kia"))
    page = shown(client, change(draft), **{"khoi-phuc": "1"})
    assert 'name="_take_title" value="mine" checked' in page
    assert "Của người kia" in page
    assert 'value="Của tôi"' in page
    assert 'name="_version" value="2"' in page


def test_nobody_sees_what_another_typed(client, writer, draft):
    client.post(KEEP, typed(draft, title="Riêng tôi", _typed=mark(writer, draft)))
    client.force_login(builders.editor("hai"))
    assert not is_offered(shown(client, change(draft)))
    assert "Riêng tôi" not in shown(client, change(draft), **{"khoi-phuc": "1"})


def test_discarded_text_is_gone(client, writer, draft):
    client.post(KEEP, typed(draft, title="Gõ dở", _typed=mark(writer, draft)))
    response = client.post(DISCARD, {"_typed": mark(writer, draft)})
    assert response.headers["Location"] == change(draft)
    assert Autosave.objects.count() == 0


def test_a_mark_of_another_person_or_kind_or_day_keeps_nothing(client, writer, draft):
    marks = [
        "",
        "giả",
        mark(writer, draft) + "x",
        signing.dumps([writer.pk, "article", draft.pk]),
        mark(builders.editor("hai"), draft),
        OpenForm(writer.pk, "project", draft.pk).sign(),
    ]
    for value in marks:
        assert client.post(KEEP, typed(draft, _typed=value)).status_code == 403
    assert Autosave.objects.count() == 0


def test_a_mark_is_good_for_a_day_and_for_its_writer_after_that(client, writer, draft, monkeypatch):
    old = mark(writer, draft)
    monkeypatch.setattr(autosave, "MAX_AGE", timedelta(seconds=-1))
    assert client.post(KEEP, typed(draft, title="Sau ba ngày", _typed=old)).status_code == 200
    assert kept_titles() == [["Sau ba ngày"]]
    assert client.post(DISCARD, {"_typed": old}).status_code == 302
    client.force_login(builders.editor("hai"))
    assert client.post(KEEP, typed(draft, _typed=old)).status_code == 403
    client.logout()
    client.post(change(draft), typed(draft, title="Không của ai", _typed=old))
    assert Autosave.objects.count() == 0


def test_more_than_is_kept_is_refused(client, writer, draft, monkeypatch):
    monkeypatch.setattr(autosave, "MAX_LENGTH", 500)
    sent = typed(draft, body="a" * 501, _typed=mark(writer, draft))
    assert client.post(KEEP, sent).status_code == 413
    assert Autosave.objects.count() == 0


def test_letters_that_the_database_refuses_are_left_out(client, writer, draft):
    sent = typed(draft, title="Gõ\0 dở", _typed=mark(writer, draft))
    assert client.post(KEEP, sent).status_code == 200
    assert Autosave.objects.get().fields["title"] == ["Gõ dở"]


def test_keeping_needs_the_sites_own_form(writer, draft):
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer)
    sent = typed(draft, _typed=mark(writer, draft))
    assert client.post(KEEP, sent).status_code == 403
    assert Autosave.objects.count() == 0


@pytest.mark.parametrize("url", [KEEP, DISCARD])
def test_nothing_is_kept_or_discarded_by_looking(client, writer, url):
    assert client.get(url).status_code == 405


def test_what_lies_for_a_month_is_forgotten(writer, draft):
    now = timezone.now()
    for days, article in ((31, builders.article("Một")), (29, builders.article("Hai"))):
        saved_at = now - timedelta(days=days)
        Autosave.objects.create(
            user=writer, kind="article", publication=article, fields={}, saved_at=saved_at
        )
    autosave.save(OpenForm(writer.pk, "article", None), autosave.as_data({"title": ["Mới"]}))
    kept = [str(row.publication) for row in Autosave.objects.order_by("saved_at")]
    assert kept == ["Hai", "None"]


def test_of_however_many_openings_the_newest_ten_are_kept(client, writer, draft):
    other = builders.article("Khác", state=State.DRAFT)
    client.post(KEEP, typed(other, title="Của trang khác", _typed=mark(writer, other)))
    for number in range(15):
        marks = {"_typed": mark(writer, draft), autosave.OPENING: f"lan{number}"}
        client.post(KEEP, typed(draft, title=f"Lần {number}") | marks)
    assert kept_titles() == [["Của trang khác"], *([f"Lần {number}"] for number in range(5, 15))]


def test_of_however_many_forms_a_person_keeps_the_newest_fifty(writer):
    other = OpenForm(builders.reporter().pk, "article", None)
    autosave.save(other, autosave.as_data({"title": ["Của người khác"]}))
    for number in range(55):
        form_of_a_kind = OpenForm(writer.pk, f"kind{number}", None)
        autosave.save(form_of_a_kind, autosave.as_data({"title": [f"{number}"]}))
    kept = [["Của người khác"], *([f"{number}"] for number in range(5, 55))]
    assert kept_titles() == kept


# --- the price -----------------------------------------------------------------------------------


def own(captured):
    """The queries among all that keeping typed text and telling of others cost."""
    begins = ('SELECT "editing_', 'DELETE FROM "editing_', "WITH arrived AS")
    statements = (query["sql"].strip() for query in captured)
    return [sql for sql in statements if sql.startswith(begins)]


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_opening_asks_twice_more_and_saving_once(client, writer, state):
    article = builders.article("Cũ", state=state)
    client.post(KEEP, typed(article, title="Gõ dở", _typed=mark(writer, article)))
    with CaptureQueriesContext(connection) as opened:
        client.get(change(article))
    assert len(own(opened)) == 2
    with CaptureQueriesContext(connection) as sent:
        client.post(change(article), typed(article, title="Mới"))
    assert len(own(sent)) == 1


def test_opening_what_nobody_typed_in_costs_one(client, writer, draft, monkeypatch):
    client.get(change(draft))
    with CaptureQueriesContext(connection) as opened:
        client.get(change(draft))
    monkeypatch.setattr(PageFormMixin, "_open", lambda *_: None)
    with CaptureQueriesContext(connection) as without:
        client.get(change(draft))
    assert len(opened) - len(without) == 1
