"""Before a listing's term is over its owner is told, once, and can answer with one click."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from enterprises.infrastructure import services, tasks
from enterprises.infrastructure.models import ExpiryReminder
from enterprises.profiles.models import PrivateContact
from portal.publishing.models import Publication, State
from portal.publishing.services import set_lapse
from tests.enterprises import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(settings, letters_at_once):
    settings.INFRASTRUCTURE_REMINDER_DAYS = 14


def ending_in(days, me, title="Cột", **fields):
    listing = builders.listing(me.enterprise, title, **fields)
    ends = timezone.now() + timedelta(days=days)
    set_lapse(Publication.objects.filter(pk=listing.pk), at=ends)
    listing.refresh_from_db()
    return listing


def remind():
    return tasks.remind_of_expiry.func()


def test_the_owner_is_told_two_weeks_before_and_once(me):
    listing = ending_in(13, me)
    assert (remind(), remind()) == (1, 0)
    (letter,) = mail.outbox
    assert letter.to == [me.user.email]
    assert f"/doanh-nghiep/cua-toi/ha-tang/{listing.pk}/" in letter.body
    assert f"{timezone.localtime(listing.lapses_at):%d/%m/%Y}" in letter.body
    assert "tin hết hạn có thể đăng lại bất cứ lúc nào." in letter.body


@pytest.mark.parametrize("days", [13, 300])
def test_an_earlier_end_that_the_staff_has_set_is_the_one_that_is_told(me, days):
    hidden = timezone.now() + timedelta(days=5)
    listing = ending_in(days, me, expires_at=hidden)
    assert (remind(), remind()) == (1, 0)
    (letter,) = mail.outbox
    assert f"được đăng đến ngày {timezone.localtime(hidden):%d/%m/%Y}" in letter.body
    assert "Ngày này do Sở đặt" in letter.body
    assert "Không có gì bị xóa.\n" in letter.body
    assert "đăng lại" not in letter.body
    services.extend(listing, by=me.user)
    assert remind() == 0


def test_of_a_later_end_that_the_staff_has_set_nobody_is_told(me):
    last = timezone.now() + timedelta(days=13)
    listing = ending_in(5, me, expires_at=last)
    assert (remind(), remind()) == (1, 0)
    (letter,) = mail.outbox
    assert f"{timezone.localtime(listing.lapses_at):%d/%m/%Y}" in letter.body
    assert "“Vẫn đúng, gia hạn”" in letter.body
    assert f"có thể đăng lại trước ngày {timezone.localtime(last):%d/%m/%Y}" in letter.body


def test_who_has_left_is_not_told(me):
    ending_in(13, me)
    editor = builders.representative(me.enterprise, "dn-a2", role="editor")
    me.ended_at = timezone.now()
    me.save()
    remind()
    assert [letter.to for letter in mail.outbox] == [[editor.user.email]]


def test_the_contact_person_is_told_too(me):
    ending_in(13, me)
    PrivateContact.objects.create(enterprise=me.enterprise, email="ha-tang@doanh-nghiep.example")
    remind()
    assert {letter.to[0] for letter in mail.outbox} == {
        me.user.email, "ha-tang@doanh-nghiep.example",
    }  # fmt: skip


def test_where_nobody_can_be_told_the_letter_waits_for_somebody(me):
    ending_in(13, me)
    me.ended_at = timezone.now()
    me.save()
    assert remind() == 0
    assert ExpiryReminder.objects.exists() is False
    builders.representative(me.enterprise, "dn-a2")
    assert remind() == 1


@pytest.mark.parametrize(
    ("days", "fields"),
    [(15, {}), (-1, {}), (3, {"state": State.WITHDRAWN})],
)
def test_nobody_is_told_too_early_or_of_what_is_not_public(me, days, fields):
    ending_in(days, me, **fields)
    assert remind() == 0
    assert mail.outbox == []


def test_a_new_term_has_a_reminder_of_its_own(me, settings):
    listing = ending_in(5, me)
    remind()
    settings.INFRASTRUCTURE_TERM_DAYS = 10
    services.extend(listing, by=me.user)
    assert remind() == 1
    assert ExpiryReminder.objects.count() == len(mail.outbox) == 2


def test_a_letter_that_cannot_be_kept_is_tried_again(me, monkeypatch):
    ending_in(5, me)

    def broken(*_args, **_kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "send", broken)
        with pytest.raises(RuntimeError):
            remind()
    assert remind() == 1
