"""Nothing is kept of a follower who leaves, whichever way it happens."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail, signing
from django.core.signing import BadSignature
from django.utils import timezone

from portal.kit.personal_data import erase, rows_of_person
from portal.subscriptions import links, services, tasks
from portal.subscriptions.models import Follower, Subscription
from portal.tasks.letters import EmailMessage
from portal.tasks.models import UnsentLetter
from tests.portal.subscriptions.making import (
    ask,
    follower,
    letters_sent,
    link_in,
    new_article,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once", "forms_at_once")]


def test_one_press_of_a_mail_program_ends_letters_and_erases_the_address(client):
    follower()
    new_article()
    letters_sent()
    [letter] = mail.outbox
    header = letter.extra_headers["List-Unsubscribe"]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = link_in(letter, "ngung")
    assert header.endswith(f"{stop}>")
    assert client.get(stop).status_code == 200
    assert Follower.objects.exists()
    client.handler.enforce_csrf_checks = True
    assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()
    assert client.get(stop).status_code == 200
    new_article()
    assert letters_sent() == []


def refused(code):
    def send(self):
        raise SMTPRecipientsRefused({self.to[0]: (code, b"no such user")})

    return send


def test_an_address_that_servers_refuse_for_good_is_erased(monkeypatch):
    follower()
    for code, kept in ((450, True), (550, True), (550, True), (550, False)):
        monkeypatch.setattr(EmailMessage, "send", refused(code))
        new_article(f"Tin {code}")
        tasks.notify(timezone.now())
        assert Follower.objects.exists() is kept
        Subscription.objects.update(notified_until=timezone.now() - timedelta(minutes=5))


def test_an_unanswered_letter_leaves_nothing_behind(client):
    ask(client)
    assert services.erase_unconfirmed(timezone.now()) == 0
    assert services.erase_unconfirmed(timezone.now() + timedelta(days=4)) == 1
    assert not Follower.objects.exists()


def unsent(address="doc@gia.example", task="portal.subscriptions.letters.news"):
    return UnsentLetter.objects.create(address=address, subject="Tin", task_path=task)


def test_who_leaves_is_gone_from_the_letters_that_went_unsent_too(client):
    person = follower()
    unsent()
    others = unsent("khac@gia.example"), unsent(task="portal.tasks.letters.deliver")
    client.post(links.stop_address(person))
    assert set(UnsentLetter.objects.all()) == set(others)


def test_an_address_that_nobody_confirmed_is_gone_from_unsent_letters_too(client):
    ask(client)
    unsent(task="portal.subscriptions.letters.confirmation")
    services.erase_unconfirmed(timezone.now() + timedelta(days=4))
    assert not UnsentLetter.objects.exists()


def test_the_way_out_outlives_the_key_of_the_site(client, settings):
    person = follower()
    address, signed = links.stop_address(person), signed_mark(person)
    assert links.follower_of(signed) == person
    settings.SECRET_KEY = "another key, and the old one is nowhere kept"
    assert client.get(links.manage_address(person)).status_code == 200
    with pytest.raises(BadSignature):
        links.follower_of(signed)
    client.post(address)
    assert not Follower.objects.exists()


def signed_mark(person):
    """Return what letters of before had in their links."""
    return signing.dumps([person.pk, person.secret], salt=links.STOP)


def test_a_person_can_ask_for_all_that_is_kept_and_have_it_erased():
    follower()
    [row] = rows_of_person("Doc@gia.example")["subscriptions by e-mail"]
    assert row["follows"] == "tat-ca"
    assert erase("doc@gia.example")["subscriptions by e-mail"] == 1
    assert not Follower.objects.exists()
