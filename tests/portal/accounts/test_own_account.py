"""People change their own address and password; each change goes by a Vietnamese letter."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache

from portal.accounts.models import User
from portal.accounts.roles import Role
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
OLD, NEW, PASSWORD = "cu@dn.example", "moi@dn.example", "mat khau rat dai"
EMAIL = "/tai-khoan/email/"
ENGLISH = re.compile(r"\b(the|your|you|password|receiving|address|link)\b", re.IGNORECASE)


@pytest.fixture(autouse=True)
def _nothing_is_counted_yet():
    # What allauth counts of letters would tell of the test before.
    cache.clear()


@pytest.fixture
def me(client):
    """A representative who has just signed in at the door."""
    user = builders.person("dn-a", Role.REPRESENTATIVE, email=OLD)
    EmailAddress.objects.create(user=user, email=OLD, verified=True, primary=True)
    client.post("/tai-khoan/login/", {"login": OLD, "password": PASSWORD})
    client.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
    return user


def link(letter):
    """The way that a letter holds."""
    return re.findall(r"http://[^/\s]+(/tai-khoan/\S+)", letter.body)[0]


def test_a_new_address_counts_when_its_letter_is_answered(me, client):
    page = client.get(EMAIL).text
    assert OLD in page
    client.post(EMAIL, {"email": NEW, "action_add": ""})
    me.refresh_from_db()
    assert me.email == OLD
    (letter,) = [letter for letter in mail.outbox if letter.to == [NEW]]
    page = client.get(EMAIL).text
    assert NEW in page
    # A machine that follows links in mails confirms nothing.
    client.get(link(letter))
    me.refresh_from_db()
    assert me.email == OLD
    client.post(link(letter))
    me.refresh_from_db()
    assert me.email == NEW
    assert [row.email for row in EmailAddress.objects.filter(user=me)] == [NEW]


def test_the_address_of_another_is_refused(me, client):
    builders.person("dn-b", Role.REPRESENTATIVE, email=NEW)
    page = client.post(EMAIL, {"email": NEW, "action_add": ""})
    assert page.status_code == 200
    assert 'class="errorlist"' in page.text
    assert mail.outbox == []


def test_a_forgotten_password_is_set_anew_by_letter(me, client):
    client.logout()
    client.post("/tai-khoan/password/reset/", {"email": OLD})
    (letter,) = mail.outbox
    page = client.get(link(letter), follow=True)
    address = page.redirect_chain[-1][0]
    typed = {"password1": "mot mat khau khac", "password2": "mot mat khau khac"}
    client.post(address, typed)
    assert User.objects.get().check_password("mot mat khau khac")


def test_the_letters_are_vietnamese(me, client):
    client.post(EMAIL, {"email": NEW, "action_add": ""})
    client.post("/tai-khoan/password/reset/", {"email": OLD})
    typed = {
        "oldpassword": PASSWORD,
        "password1": "mot mat khau khac",
        "password2": "mot mat khau khac",
    }
    client.post("/tai-khoan/password/change/", typed)
    assert len(mail.outbox) == 3
    for letter in mail.outbox:
        text = re.sub(r"https?://\S+|\S+@\S+", "", f"{letter.subject}\n{letter.body}")
        assert ENGLISH.findall(text) == [], letter.subject


def test_pages_of_the_own_account_lead_to_the_desk(me, client):
    for page in (EMAIL, "/tai-khoan/password/change/", "/tai-khoan/2fa/"):
        text = client.get(page).text
        assert 'href="/doanh-nghiep/cua-toi/"' in text, page
        assert "style=" not in text, page
