"""Letters with invitations: one open for an address, few a day, and no words of an owner."""

import dataclasses
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from enterprises.people import invitations, tasks
from enterprises.people.models import Invitation
from portal.publishing.models import State
from portal.publishing.workflow import transition
from tests import builders as site
from tests.enterprises import builders
from tests.enterprises.people import letters
from tests.enterprises.people.letters import NEW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
DESK = "/doanh-nghiep/cua-toi/"


def test_an_address_has_one_open_invitation_at_a_time(me, link):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            enterprise=me.enterprise, email=NEW, created_by=me.user,
            expires_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip
    # Asked twice, one letter goes out; with another role the newer letter counts.
    invitations.invite(me.enterprise, email=NEW.upper(), role="editor", by=me.user)
    assert len(letters.to(NEW)) == 1
    invitations.invite(me.enterprise, email=NEW, role="owner", by=me.user)
    assert len(letters.to(NEW)) == 2
    assert Invitation.objects.get().role == "owner"


def test_what_a_clock_that_was_ahead_has_sent_can_be_sent_again(me, link):
    ahead = timezone.now() + timedelta(days=400)
    Invitation.objects.update(created_at=ahead, expires_at=ahead + timedelta(days=14))
    assert invitations.send_again(Invitation.objects.get(), by=me.user) is True
    assert Invitation.objects.get().expires_at < ahead
    assert invitations.send_again(Invitation.objects.get(), by=me.user) is False


def test_who_speaks_for_the_enterprise_is_not_invited_again(me):
    with pytest.raises(ValidationError, match="đã đại diện"):
        invitations.invite(me.enterprise, email=me.user.email.upper(), role="editor", by=me.user)


def test_nobody_sends_letters_without_end(me, monkeypatch):
    monkeypatch.setattr(invitations, "MAX_OPEN", 2)
    for number in range(2):
        invitations.invite(me.enterprise, email=f"{number}@x.example", role="editor", by=me.user)
    with pytest.raises(ValidationError, match="nhiều lời mời"):
        invitations.invite(me.enterprise, email="3@x.example", role="editor", by=me.user)
    assert len(mail.outbox) == 2


def test_a_mailbox_gets_few_letters_a_day_whatever_is_changed_between(me, one_window):
    for role in ("editor", "owner", "editor"):
        invitations.invite(me.enterprise, email=NEW, role=role, by=me.user)
    desk = builders.signed_in(me)
    answer = desk.post(f"{DESK}nguoi/moi/", {"email": NEW, "role": "owner"})
    assert "Hôm nay đã có mấy thư gửi đến địa chỉ này." in answer.text
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=13))
    again = f"{DESK}nguoi/loi-moi/{Invitation.objects.get().pk}/gui-lai/"
    assert "Hôm nay đã có mấy thư gửi đến địa chỉ này." in desk.post(again).text
    assert len(letters.to(NEW)) == 3
    assert Invitation.objects.get().role == "editor"
    # The department knows whom it writes to.
    invitations.invite(me.enterprise, email=NEW, role="owner", by=site.publisher())
    assert len(letters.to(NEW)) == 4


def test_an_enterprise_sends_so_many_a_day_also_where_it_revokes_each(me, one_window, monkeypatch):
    few = dataclasses.replace(invitations.PER_ENTERPRISE, max_uses=2)
    monkeypatch.setattr(invitations, "PER_ENTERPRISE", few)
    for number in range(2):
        address = f"{number}@x.example"
        sent = invitations.invite(me.enterprise, email=address, role="editor", by=me.user)
        invitations.revoke(sent, by=me.user)
    with pytest.raises(ValidationError, match="Hôm nay đã gửi nhiều lời mời"):
        invitations.invite(me.enterprise, email="3@x.example", role="editor", by=me.user)
    assert len(mail.outbox) == 2


def test_the_letter_of_a_profile_that_nobody_has_seen_holds_no_words_of_its_owner(me):
    company = builders.enterprise("Trúng thưởng tại x.example", state=State.DRAFT)
    company.tax_code = "3300100018"
    company.save()
    owner = builders.representative(company, "dn-b")
    owner.user.last_name, owner.user.first_name = "Nhận quà", "Ngay"
    owner.user.save()
    invitations.invite(company, email=NEW, role="editor", by=owner.user)
    (letter,) = mail.outbox
    text = letter.subject + letter.body
    assert [words for words in ("Trúng thưởng", "Nhận quà") if words in text] == []
    assert "một doanh nghiệp có mã số thuế 3300100018 trên cổng" in text
    # Where the department has published the profile, or invites itself, the names are known.
    invitations.invite(me.enterprise, email="a@x.example", role="editor", by=me.user)
    assert mail.outbox[-1].subject.endswith("Lời mời đại diện cho Công ty Sông Hương")
    assert f"Người mời: {me.user.email}." in mail.outbox[-1].body
    invitations.invite(company, email="b@x.example", role="owner", by=site.publisher())
    assert "Người mời: Sở." in mail.outbox[-1].body
    assert mail.outbox[-1].subject.endswith("Trúng thưởng tại x.example")
    # What is off the site again, its owner words alone.
    transition(me.enterprise, to=State.WITHDRAWN, by=None, comment="Lạm dụng")
    me.enterprise.refresh_from_db()
    invitations.invite(me.enterprise, email="c@x.example", role="editor", by=me.user)
    assert "Công ty Sông Hương" not in mail.outbox[-1].subject + mail.outbox[-1].body


def test_a_letter_that_the_server_did_not_take_is_not_called_sent(me, monkeypatch, settings):
    settings.TASKS = {
        "default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}
    }
    monkeypatch.setattr("portal.tasks.letters.EmailMessage.send", lambda self: 0)
    invited = invitations.invite(me.enterprise, email=NEW, role="editor", by=me.user)
    assert tasks.post_invitation.func(invited.pk) is False
    invited.refresh_from_db()
    assert invited.sent_at is None


def test_an_invitation_email_has_the_same_link_after_a_retry(me, link, client):
    """A mail server may take a letter and its answer be lost: the same link goes out again."""
    invited = Invitation.objects.get()
    assert tasks.post_invitation.call(invited.pk) is True
    assert letters.link_to(NEW) == link
    assert client.get(link).status_code == 200
    invited.renew()
    invited.save()
    assert tasks.post_invitation.call(invited.pk) is True
    assert letters.link_to(NEW) != link
    assert client.get(letters.link_to(NEW)).status_code == 200
