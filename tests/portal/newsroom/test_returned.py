"""What was sent back is heard of by those who go on with it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from news.articles.models import Article
from portal.accounts.leaving import let_go
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import AuditEntry
from portal.newsroom.dashboard import Dashboard
from portal.newsroom.letters.tasks import send_unsent_news
from portal.publishing import due, workflow
from portal.publishing.models import Bundle, State
from tests import builders
from tests.portal.accounts.staff_form import page_of
from tests.portal.newsroom.desk_work import changed, draft, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


LEFT = "không còn ai làm tiếp được"


def someone(name, role=Role.EDITOR):
    return builders.person(name, role, email=f"{name}@so.example")


@pytest.fixture
def boss():
    return someone("binh", Role.PUBLISHER)


def recipients(mailoutbox):
    """Send the news that waits; return who gets a letter."""
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
    assert recipients(mailoutbox) == {heir.email}


def test_a_change_that_did_not_go_live_is_told_to_who_approved_it_too(
    boss, mailoutbox, monkeypatch
):
    monkeypatch.setattr("portal.pagecache.due.ask_for_turn", lambda moment: None)
    heir = someone("o-lai")
    page = change_of_who_left(heir, boss)
    due.set_moment(page, timezone.now() + timedelta(hours=1), by=boss)
    workflow.transition(page, to=State.APPROVED, by=boss)
    recipients(mailoutbox)
    due.send_back(page, ValidationError("khác"))
    assert recipients(mailoutbox) == {heir.email, boss.email}


# --- who is asked next ---------------------------------------------------------------------------


def returned(page, *, sent_by, boss):
    """Send the page in, and back with a word; what the message of the admin says of it."""
    workflow.transition(page, to=State.SUBMITTED, by=sent_by)
    return sent_back(page, boss)


def sent_back(page, boss):
    typed = {"_step": "changes_asked", "_comment": "Ghi nguồn", "_version": page.revision_number}
    step = reverse("admin:articles_article_step", args=[page.pk])
    return builders.signed_in(boss).post(step, typed, follow=True).text


@pytest.mark.parametrize("author", [None, "an"])
def test_who_sent_a_text_in_hears_that_it_came_back(boss, mailoutbox, author):
    sender = someone("cuong")
    writer = someone(author, Role.REPORTER) if author else None
    page = draft("Nhập về", by=writer)
    assert "người viết hoặc người gửi duyệt" in returned(page, sent_by=sender, boss=boss)
    everybody = {user.email for user in (writer, sender) if user is not None}
    assert recipients(mailoutbox) == everybody
    (item,) = Dashboard(sender).returned_to_me
    assert (item.title, item.state_label) == ("Nhập về", State.CHANGES_ASKED.label)
    workflow.transition(page, to=State.SUBMITTED, by=someone("dung"))
    workflow.transition(page, to=State.CHANGES_ASKED, by=boss, comment="Chưa được")
    assert Dashboard(sender).returned_to_me == []


def test_who_sent_a_change_in_finds_it_where_it_came_back(boss):
    writer, sender = someone("an"), someone("cuong")
    page = changed(builders.article("Cũ", by=writer), writer, "Mới")
    workflow.transition(page, to=State.SUBMITTED, by=sender)
    workflow.transition(page, to=State.CHANGES_ASKED, by=boss, comment="Ghi nguồn")
    assert titles(Dashboard(sender).returned_to_me) == ["Cũ"]


def test_where_nobody_goes_on_with_a_text_the_message_says_so(boss):
    writer = someone("an", Role.REPORTER)
    page = draft("Bài của người cũ", by=writer)
    User.objects.filter(pk=writer.pk).update(is_active=False)
    message = returned(page, sent_by=writer, boss=boss)
    assert "người viết hoặc người gửi duyệt: " not in message
    assert LEFT in message


def test_who_wrote_in_a_text_hears_that_it_came_back(boss, mailoutbox):
    author, helper, sender = someone("an", Role.REPORTER), someone("bich"), someone("cuong")
    page = changed(draft("Bài chung", by=author), helper, "Bài của ba người")
    workflow.transition(page, to=State.SUBMITTED, by=sender)
    User.objects.filter(pk__in=[author.pk, sender.pk]).update(is_active=False)
    message = sent_back(page, boss)
    assert LEFT not in message
    assert "người viết hoặc người gửi duyệt" in message
    assert recipients(mailoutbox) == {helper.email}
    assert titles(Dashboard(helper).returned_to_me) == ["Bài của ba người"]


def test_what_a_publisher_mended_before_returning_it_does_not_come_back_to_them(boss, mailoutbox):
    author = someone("an", Role.REPORTER)
    page = draft("Bài", by=author)
    workflow.transition(page, to=State.SUBMITTED, by=author)
    sent_back(changed(Article.objects.get(), boss, "Bài đã sửa"), boss)
    assert recipients(mailoutbox) == {author.email}
    assert Dashboard(boss).returned_to_me == []


def test_who_works_in_other_sections_does_not_go_on_with_it(boss, mailoutbox):
    author, sender = someone("an", Role.REPORTER), someone("cuong")
    page = draft("Bài", by=author, section=builders.section("Sở"))
    workflow.transition(page, to=State.SUBMITTED, by=sender)
    User.objects.filter(pk=author.pk).update(is_active=False)
    sender.sections.add(builders.section("Viễn thông"))
    assert LEFT in sent_back(page, boss)
    assert recipients(mailoutbox) == set()


def test_what_somebody_without_a_role_had_not_finished_is_the_administrators():
    writer, at_the_admin = someone("an"), builders.person("quan-tri", is_superuser=True)
    page, live = draft("Dở dang", by=writer), builders.article("Đã đăng", by=writer)
    bundle = Bundle.objects.create(name="Đợt", created_by=writer)
    typed = {"username": writer.username, "first_name": "An", "groups": []}
    builders.signed_in(at_the_admin).post(page_of("change", writer), typed)
    for row in (page, live, bundle):
        row.refresh_from_db()
    assert (page.created_by, live.created_by) == (at_the_admin, writer)
    assert bundle.created_by == at_the_admin
    entry = AuditEntry.objects.filter(subject_pk=str(writer.pk)).latest("number")
    assert entry.new == {"given_to": "quan-tri", "drafts": 1, "bundles": 1}
