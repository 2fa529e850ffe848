"""A form that says what the page says already leaves nothing behind, whoever opened it."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.editing.autosave import OpenForm
from portal.editing.models import Autosave
from portal.publishing import changes, services, workflow
from portal.publishing.models import Attachment, State
from portal.publishing.models.kinds import admin_address
from tests import builders
from tests.filling import EMPTY, fields_of
from tests.one_of_each import MAKERS, page_of
from tests.portal.editing.typing import form

pytestmark = pytest.mark.django_db

KEEP = "/admin/news/article/go-do/"


@pytest.fixture
def writer(client):
    user = builders.editor()
    client.force_login(user)
    return user


def opened(client, page):
    """Return what the script of an opened form would send of it, and where to."""
    text = client.get(admin_address(page.kind, page.pk)).text
    shown = BeautifulSoup(text, "html.parser").select_one("#content-main > form")
    notice = BeautifulSoup(text, "html.parser").select_one("#unsaved")
    assert shown is not None
    assert notice is not None
    fields: dict[str, Any] = {name: text for name, text in fields_of(shown) if EMPTY not in name}
    return fields, str(notice["data-address"])


@pytest.mark.parametrize("kind", MAKERS)
def test_an_opened_form_of_no_kind_is_kept_until_something_is_typed(client, kind):
    client.force_login(builders.publisher())
    page = page_of(kind)
    fields, address = opened(client, page)
    assert client.post(address, fields).json() == {"saved_at": None}
    assert Autosave.objects.count() == 0
    client.post(address, fields | {"title": "Gõ thêm"})
    assert Autosave.objects.count() == 1


def test_a_route_of_two_points_is_not_kept(client):
    client.force_login(builders.publisher())
    page = page_of("infrastructure", coordinates="16.4637, 107.5909\n16.5, 107.6")
    fields, address = opened(client, page)
    assert fields["coordinates"].count("\r\n") == 1
    assert client.post(address, fields).json() == {"saved_at": None}


def test_what_the_editor_rewrites_by_itself_is_not_kept(client, writer):
    body = '<p>Một</p><figure class="image"><figcaption>Hai</figcaption></figure>'
    page = builders.article("Có ảnh", state=State.DRAFT, published_at=None, body=body)
    Attachment.objects.create(publication=page, name="Lịch", file="attachments/a.pdf", size=8)
    fields, address = opened(client, page)
    fields["body"] = fields["body"].replace("<p>", "\n<p>").replace("</p>", "</p>\n\n")
    assert client.post(address, fields).json() == {"saved_at": None}
    fields["attachments-0-name"] = "Tên khác"
    assert client.post(address, fields).json()["saved_at"]


def test_the_text_of_a_waiting_change_is_not_kept_beside_it(client, writer):
    page = builders.article("Cũ")
    client.post(admin_address("article", page.pk), form_over(page, title="Chờ"))
    assert changes.pending_version(page)
    fields, address = opened(client, page)
    assert fields["title"] == "Chờ"
    assert client.post(address, fields).json() == {"saved_at": None}
    assert client.post(address, fields | {"title": "Cũ"}).json()["saved_at"]


def form_over(page, **typed):
    return (
        form(
            title=page.title,
            slug=page.slug,
            _version=page.revision_number,
            published_at_0="01/02/2007",
            published_at_1="10:27:14",
        )
        | typed
    )


def test_what_is_undone_here_is_kept_no_longer_and_an_older_text_stays(client, writer):
    page = builders.article("Cũ", state=State.DRAFT, published_at=None)
    fields, address = opened(client, page)
    client.post(address, fields | {"title": "Của hôm qua"})
    assert client.post(address, fields).json() == {"saved_at": None}
    assert Autosave.objects.get().fields["title"] == ["Của hôm qua"]
    assert client.post(address, fields | {"_kept": "1"}).json() == {"saved_at": None}
    assert Autosave.objects.count() == 0


def test_a_new_page_in_which_nothing_is_typed_is_not_kept(client, writer):
    mark = OpenForm(writer.pk, "article", None).sign()
    empty = form(title="", summary="", body="", _typed=mark)
    assert client.post(KEEP, empty).json() == {"saved_at": None}
    assert client.post(KEEP, empty | {"summary": "Một câu"}).json()["saved_at"]


def test_what_is_typed_in_a_text_that_was_closed_meanwhile_is_kept(client):
    user = builders.reporter()
    client.force_login(user)
    page = builders.article("Cũ", state=State.DRAFT, published_at=None, by=user)
    fields, address = opened(client, page)
    workflow.transition(page, to=State.SUBMITTED, by=user)
    workflow.transition(page, to=State.APPROVED, by=builders.publisher())
    assert client.post(address, fields | {"title": "Gõ dở"}).json()["saved_at"]


@pytest.fixture
def approved_meanwhile(client):
    """A page that another publisher approved while its form was open, and what that would send."""
    page = builders.article("Cũ", state=State.SUBMITTED, published_at=None, body="<p>Lời.</p>")
    Attachment.objects.create(publication=page, name="Lịch", file="attachments/a.pdf", size=8)
    client.force_login(builders.publisher())
    fields, _address = opened(client, page)
    workflow.transition(page, to=State.APPROVED, by=builders.publisher("hai"))
    return page, fields | {"_step": "published"}


def test_who_typed_nothing_in_it_is_told_how_it_stands_and_nothing_is_kept(
    client, approved_meanwhile
):
    page, fields = approved_meanwhile
    answer = client.post(admin_address("article", page.pk), fields, follow=True)
    assert answer.redirect_chain == [(admin_address("article", page.pk), 302)]
    assert "Bây giờ trang đang ở trạng thái" in answer.text
    assert Autosave.objects.count() == 0
    assert type(page).objects.get().state == State.APPROVED


@pytest.mark.parametrize(
    "typed",
    [{"body": "<p>Lời khác.</p>"}, {"attachments-0-name": "Tên khác"}, {"expires_at_0": "1"}],
)
def test_what_was_typed_in_it_is_kept(client, approved_meanwhile, typed):
    page, fields = approved_meanwhile
    client.post(admin_address("article", page.pk), fields | typed)
    assert Autosave.objects.count() == 1


def test_keeping_asks_few_queries(client, writer):
    page = builders.article("Cũ")
    fields, address = opened(client, page)
    client.post(address, fields | {"title": "G"})
    for typed, count in (({"title": "Gõ"}, 8), ({}, 4)):
        with CaptureQueriesContext(connection) as captured:
            client.post(address, fields | typed)
        assert len(captured) == count, [query["sql"] for query in captured]


# --- one's own older text ------------------------------------------------------------------------


def kept_over(client, page, **typed):
    """Keep what is typed in the opened form of a page; return its fields."""
    fields, address = opened(client, page)
    client.post(address, fields | typed)
    return fields | typed


def test_ones_own_step_makes_no_somebody_else_of_oneself(client, writer):
    page = builders.article("Cũ", state=State.DRAFT, published_at=None, by=writer)
    sent = kept_over(client, page, summary="Gõ trước khi gửi.")
    workflow.transition(page, to=State.SUBMITTED, by=writer)
    address = admin_address("article", page.pk)
    shown = client.get(address, {"khoi-phuc": "1"}).text
    assert "Gõ trước khi gửi." in shown
    assert "đã lưu trang này" not in shown
    client.post(address, sent)
    page.refresh_from_db()
    assert page.summary == "Gõ trước khi gửi."


@pytest.mark.parametrize(
    ("by_oneself", "words", "side"),
    [
        (True, "Chính bạn đã lưu trang này ở nơi khác", "Bạn đã lưu ở nơi khác"),
        (False, "Có người khác đã lưu trang này", "hai đã lưu"),
    ],
)
def test_a_stale_text_names_who_saved_since(client, writer, by_oneself, words, side):
    page = builders.article("Cũ", state=State.DRAFT, published_at=None, by=writer)
    kept_over(client, page, title="Của bản gõ dở")
    page.title = "Đã lưu"
    services.save(page, by=writer if by_oneself else builders.editor("hai"))
    shown = client.get(admin_address("article", page.pk), {"khoi-phuc": "1"}).text
    assert words in shown
    assert side in shown
    assert "Đã lưu" in shown
    assert "Của bản gõ dở" in shown


def test_a_step_of_somebody_else_is_still_said(client, writer):
    page = builders.article("Cũ", state=State.DRAFT, published_at=None, by=writer)
    sent = kept_over(client, page, title="Gõ dở")
    workflow.transition(page, to=State.SUBMITTED, by=builders.editor("hai"))
    answer = client.post(admin_address("article", page.pk), sent)
    assert "Có người khác đã lưu trang này" in answer.text


def test_a_text_that_is_only_read_shows_as_it_looks(client):
    page = builders.article("Đọc thôi", body="<p>Một <strong>câu</strong>.</p>")
    client.force_login(builders.reporter())
    shown = client.get(admin_address("article", page.pk)).text
    assert "<strong>câu</strong>" in shown
    assert "&lt;p&gt;" not in shown
