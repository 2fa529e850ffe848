"""What two people do in one moment: one wins, the other is told, nothing is lost.

Whole requests, in threads of their own, with what they write committed. Two uses of one invitation
are tried in tests/enterprises/people/test_invitations.py, two edits of an enterprise's page in
tests/enterprises/approval/test_at_one_moment.py.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from enterprises.events.models import Registration
from news.articles.models import Article
from portal.accounts.models import User
from portal.audit.models import AuditEntry
from portal.editing.forms import VERSION
from portal.emergency.models import Emergency
from portal.publishing import services, workflow
from portal.publishing.models import Publication, State, Transition
from tests import builders, filling
from tests.builders import signed_in
from tests.enterprises import builders as enterprises

pytestmark = pytest.mark.django_db(transaction=True)
SWITCH = "/admin/khan-cap/"


@pytest.fixture(autouse=True)
def _board_apart(settings: Any, tmp_path: Path) -> None:
    """Let what is declared here warn in no other test: alerts are kept in a file, too."""
    settings.VAR_DIR = tmp_path


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Do all of it in one moment; return what each gave, an exception where one was raised."""
    given: list[Any] = [None] * len(works)
    start = Barrier(len(works))

    def run(number: int, work: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            given[number] = work()
        except Exception as error:
            given[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [each for each in given if isinstance(each, Exception)] == []
    return given


def form_of(client: Client, address: str) -> dict[str, Any]:
    """Return the fields of a form as they stand in the page, before somebody else saves it."""
    page = BeautifulSoup(client.get(address).text, "html.parser")
    form = page.select_one("#content-main form")
    assert form is not None, address
    return {name: value for name, value in filling.fields_of(form) if "__prefix__" not in name}


def posting(
    client: Client, address: str, fields: dict[str, Any], **typed: str
) -> Callable[[], HttpResponse]:
    return lambda: client.post(address, fields | typed)


def won(answers: list[Any]) -> list[bool]:
    """Return of each whether it was led on; a form that is shown again is told why."""
    assert {answer.status_code for answer in answers} <= {200, 302}
    return [answer.status_code == 302 for answer in answers]


def test_of_two_saves_of_one_page_one_is_told_and_nothing_is_lost() -> None:
    page = builders.article("Cũ", state=State.DRAFT)
    address = f"/admin/news/article/{page.pk}/change/"
    people = [signed_in(builders.editor("mot")), signed_in(builders.editor("hai"))]
    forms = [form_of(client, address) for client in people]
    answers = at_once(
        *(
            posting(client, address, form, title=f"Của {number}")
            for number, (client, form) in enumerate(zip(people, forms, strict=True))
        )
    )
    assert sorted(won(answers)) == [False, True]
    winner = won(answers).index(True)
    assert Article.objects.get().title == f"Của {winner}"
    # The other still has what was typed before the eyes, beside what stands now.
    assert f"Của {1 - winner}" in answers[1 - winner].text
    assert page.revisions.count() == 2


def test_publishing_while_somebody_edits_publishes_a_text_that_was_seen() -> None:
    page = builders.article("Đã xem", state=State.DRAFT, by=builders.reporter())
    workflow.transition(page, to=State.SUBMITTED, by=None)
    address = f"/admin/news/article/{page.pk}/change/"
    publisher, editor = signed_in(builders.publisher()), signed_in(builders.editor())
    shown, typed = form_of(publisher, address), form_of(editor, address)
    answers = at_once(
        posting(publisher, address, shown, _publish="1"),
        posting(editor, address, typed, title="Chưa ai xem"),
    )
    page = Article.objects.get()
    if page.state == State.PUBLISHED:
        assert page.title == "Đã xem"
    else:
        assert page.title == "Chưa ai xem"
    # Whoever came second has the text still: saved as a change, or shown again in the form.
    kept = str([revision.data["fields"]["title"] for revision in page.revisions.all()])
    assert "Chưa ai xem" in kept or "Chưa ai xem" in answers[1].text


def test_of_two_approvals_of_one_change_one_counts() -> None:
    page = builders.article("Cũ", by=builders.reporter())
    fresh = Article.objects.get(pk=page.pk)
    fresh.title = "Mới"
    services.save(fresh, by=User.objects.get(username="phongvien"))
    change = Article.objects.get(pk=page.pk)
    workflow.transition(change, to=State.SUBMITTED, by=User.objects.get(username="phongvien"))
    people = [builders.publisher("lan"), builders.publisher("minh")]
    seen = Publication.objects.get().revision_number

    def approve(by: User) -> str:
        try:
            workflow.transition(Article.objects.get(), to=State.PUBLISHED, by=by, seen=seen)
        except Exception as error:
            return type(error).__name__
        return "approved"

    outcomes = at_once(*(lambda by=by: approve(by) for by in people))
    assert outcomes.count("approved") == 1
    assert set(outcomes) <= {"approved", "StaleSave", "ValidationError"}
    assert Article.objects.get().title == "Mới"
    steps = Transition.objects.filter(to_state=State.PUBLISHED, change_set__isnull=False)
    assert steps.count() == 1


def test_of_two_who_want_the_last_seat_one_has_it_and_one_waits() -> None:
    event = enterprises.event(seats=1)
    firms = [enterprises.enterprise(f"Công ty {name}") for name in "AB"]
    people = [enterprises.representative(firm, f"dn-{number}") for number, firm in enumerate(firms)]
    address = f"/doanh-nghiep/cua-toi/su-kien/{event.slug}/"
    clients = [signed_in(me.user) for me in people]
    for client in clients:
        assert client.get(address).status_code == 200
    sent = {"name": "Bà Hoa", "position": "Giám đốc"}
    answers = at_once(*(posting(client, address, sent) for client in clients))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert sorted(Registration.objects.values_list("seat", flat=True)) == ["taken", "waiting"]


def test_of_two_confirmations_of_an_emergency_one_counts() -> None:
    first, *others = (builders.publisher(name) for name in ("lan", "minh", "hoa"))
    values = {"_ask": "", "level": "3", "headline": "Bão số 5", "advice": "Ở trong nhà."}
    signed_in(first).post(SWITCH, values)
    waiting = Emergency.objects.get()
    clients = [signed_in(user) for user in others]
    answers = at_once(*(posting(client, SWITCH, {"_confirm": waiting.pk}) for client in clients))
    assert {answer.status_code for answer in answers} <= {200, 302}
    row = Emergency.objects.get()
    assert row.confirmed_by in others
    # It was asked for, and confirmed once.
    entries = [entry for entry in AuditEntry.objects.all() if "Bão số 5" in str(entry)]
    assert len(entries) == 2


def test_a_save_without_a_lock_would_be_seen() -> None:
    """Where nobody looks which version was on screen, both are led on: one text is lost."""
    page = builders.article("Cũ", state=State.DRAFT)
    address = f"/admin/news/article/{page.pk}/change/"
    people = [signed_in(builders.editor("mot")), signed_in(builders.editor("hai"))]
    forms = [form_of(client, address) for client in people]
    answers = []
    for number, (client, form) in enumerate(zip(people, forms, strict=True)):
        # The second pretends to have seen the newest one.
        newest = str(Article.objects.get().revision_number)
        answers.append(client.post(address, form | {VERSION: newest, "title": f"Của {number}"}))
    assert won(answers) == [True, True]
