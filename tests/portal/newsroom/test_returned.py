"""What was sent back is heard of by those who go on with it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from news.articles.models import Article
from portal.accounts.leaving import let_go
from portal.accounts.roles import Role
from portal.newsroom.letters.tasks import send_unsent_news
from portal.publishing import due, workflow
from portal.publishing.models import State
from tests import builders
from tests.portal.newsroom.desk_work import changed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


def someone(name, role=Role.EDITOR):
    return builders.person(name, role, email=f"{name}@so.example")


@pytest.fixture
def boss():
    return someone("binh", Role.PUBLISHER)


def told(mailoutbox):
    """Send what is to be told; whom of."""
    mailoutbox.clear()
    send_unsent_news(timezone.now())
    return {address for letter in mailoutbox for address in letter.to}


def change_of_who_left(to, boss):
    """A change that waits for a decision, whose writer has handed it over."""
    writer = someone("di")
    page = changed(builders.article("Giá cước", by=writer), writer, "Giá cước mới")
    workflow.transition(page, to=State.SUBMITTED, by=writer)
    let_go(writer, to=to, by=builders.person("quan-tri", is_superuser=True))
    return Article.objects.get()


def test_a_returned_change_that_was_handed_over_is_told_to_who_has_it_now(boss, mailoutbox):
    heir = someone("o-lai")
    page = change_of_who_left(heir, boss)
    workflow.transition(page, to=State.CHANGES_ASKED, by=boss, comment="Ghi nguồn")
    assert told(mailoutbox) == {heir.email}


def test_a_change_that_did_not_go_live_is_told_to_who_approved_it_too(
    boss, mailoutbox, monkeypatch
):
    monkeypatch.setattr("portal.pagecache.due.ask_for_turn", lambda moment: None)
    heir = someone("o-lai")
    page = change_of_who_left(heir, boss)
    due.set_moment(page, timezone.now() + timedelta(hours=1), by=boss)
    workflow.transition(page, to=State.APPROVED, by=boss)
    told(mailoutbox)
    due.send_back(page, ValidationError("khác"))
    assert told(mailoutbox) == {heir.email, boss.email}
