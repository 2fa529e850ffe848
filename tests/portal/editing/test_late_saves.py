"""A form that is sent once its session has ended, or its page is closed, loses nothing."""

import pytest
from django.test import Client

from news.articles.models import Article
from portal.editing import autosave
from portal.editing.models import Autosave
from portal.publishing import workflow
from portal.publishing.models import State
from tests import builders
from tests.portal.editing.autosaving import ADD, KEEP, change, kept_titles, mark, opened, shown
from tests.portal.editing.typing import form, typed

pytestmark = pytest.mark.django_db


# --- the end of a session ------------------------------------------------------------------------


def test_a_form_sent_after_the_sessions_end_is_kept_and_comes_back(client, draft):
    user = builders.editor()
    sent = typed(draft, title="Giữa câu", _typed=mark(user, draft), _save="1")
    response = client.post(change(draft), sent)
    back = f"{change(draft)}%3Fkhoi-phuc%3D1"
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/tai-khoan/login/?next={back}",
    )
    draft.refresh_from_db()
    assert draft.title == "Cũ"
    signed_in = {"login": user.username, "password": "mat khau rat dai"}
    page = client.post(response.headers["Location"], signed_in, follow=True).text
    assert 'value="Giữa câu"' in page
    client.post(change(draft), sent)
    draft.refresh_from_db()
    assert draft.title == "Giữa câu"


def test_a_new_page_sent_after_the_sessions_end_is_kept_too(client):
    user = builders.reporter()
    response = client.post(ADD, form(title="Giữa câu", _typed=mark(user)))
    assert response.headers["Location"] == f"/tai-khoan/login/?next={ADD}%3Fkhoi-phuc%3D1"
    assert Article.objects.count() == 0
    client.force_login(user)
    assert 'value="Giữa câu"' in shown(client, ADD, **{"khoi-phuc": "1"})


def test_somebody_else_who_signs_in_there_gets_the_form_without_the_text(client, draft):
    sent = typed(draft, title="Riêng tôi", _typed=mark(builders.editor(), draft))
    client.post(change(draft), sent)
    client.force_login(builders.editor("hai"))
    assert "Riêng tôi" not in shown(client, change(draft), **{"khoi-phuc": "1"})


def test_a_stranger_stores_nothing(client, draft):
    user = builders.editor()
    other = builders.article("Khác", state=State.DRAFT)
    left = builders.editor("nghi-viec")
    left.is_active = False
    left.save()
    for value in ("", "giả", mark(user), mark(user, other), mark(left, draft)):
        response = client.post(change(draft), typed(draft, title="Lạ", _typed=value))
        assert response.headers["Location"] == f"/admin/login/?next={change(draft)}"
    assert Autosave.objects.count() == 0


def test_a_form_with_the_token_of_an_earlier_sign_in_is_kept(draft):
    client = Client(enforce_csrf_checks=True)
    user = builders.editor()
    client.force_login(user)
    sent = typed(draft, title="Giữa câu", _typed=mark(user, draft))
    response = client.post(change(draft), sent)
    assert response.headers["Location"] == f"{change(draft)}?khoi-phuc=1"
    assert 'value="Giữa câu"' in shown(client, change(draft), **{"khoi-phuc": "1"})
    forged = client.post(change(draft), typed(draft, title="Giả", _typed="giả"))
    assert forged.status_code == 403
    draft.refresh_from_db()
    assert draft.title == "Cũ"


# --- a page that is closed while somebody types --------------------------------------------------


@pytest.fixture
def approved_meanwhile(client, writer):
    """A page that was approved while its form was open, and what is typed in that."""
    page = builders.article("Cũ", state=State.SUBMITTED, published_at=None, by=writer)
    sent = typed(page, title="Gõ dở") | opened(client, change(page))[0]
    workflow.transition(page, to=State.APPROVED, by=None)
    return page, sent


def test_text_of_a_page_that_is_closed_now_says_what_to_do_and_leads_nowhere(
    client, approved_meanwhile
):
    page, sent = approved_meanwhile
    client.post(KEEP, sent)
    _, notice = opened(client, change(page), **{"khoi-phuc": sent[autosave.OPENING]})
    assert "rút về bản nháp" in notice.text
    assert notice.select_one("a") is None
    workflow.transition(page, to=State.DRAFT, by=None)
    _, notice = opened(client, change(page))
    assert 'value="Gõ dở"' in shown(client, change(page) + notice.select_one("a")["href"])


@pytest.mark.parametrize("step", [{}, {"_step": "draft"}])
def test_what_is_sent_to_a_page_that_is_closed_now_is_kept(client, approved_meanwhile, step):
    page, sent = approved_meanwhile
    answer = client.post(change(page), sent | step)
    assert answer["Location"] == f"{change(page)}?khoi-phuc={sent[autosave.OPENING]}"
    assert "Nội dung của bạn không bị mất" in client.get(answer["Location"]).text
    assert kept_titles() == [["Gõ dở"]]
    page.refresh_from_db()
    assert (page.title, page.state) == ("Cũ", State.APPROVED)


def test_of_who_only_reads_it_nothing_is_kept(client, approved_meanwhile):
    page, _sent = approved_meanwhile
    marks, _ = opened(client, change(page))
    client.post(change(page), marks | {"_step": "draft", "_version": "0"})
    assert client.post(change(page), marks).status_code == 403
    assert kept_titles() == []
