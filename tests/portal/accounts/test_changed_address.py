"""An administrator gives an account another address: the old one opens it no more."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.db.models import Value
from django.utils import timezone

from portal.accounts.addresses import confirm_address
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import AuditEntry
from portal.site import doctor
from tests import builders
from tests.portal.accounts.staff_form import ADD, LINK, PASSWORD, new, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
OLD, NEW = "vanthu@so.example", "an@so.example"


@pytest.fixture(autouse=True)
def _nothing_is_counted_yet():
    cache.clear()


@pytest.fixture
def an():
    """Somebody in use, who has shown the address to be hers."""
    fields = {"email": OLD, "first_name": "An", "last_login": timezone.now()}
    person = builders.person("an", Role.REPORTER, **fields)
    EmailAddress.objects.create(user=person, email=OLD, verified=True, primary=True)
    return person


@pytest.fixture
def desk(client, boss):
    client.force_login(boss)
    return client


def give(desk, person, email):
    answer = desk.post(page_of("change", person), new(username=person.username, email=email))
    assert answer.status_code == 302
    person.refresh_from_db()


def ask_for_a_password(client, email):
    mail.outbox.clear()
    client.logout()
    client.post("/tai-khoan/password/reset/", {"email": email})
    return mail.outbox


def test_only_the_new_address_opens_the_account(desk, an):
    give(desk, an, NEW)
    desk.logout()
    for login, comes_in in ((OLD, False), (NEW, True)):
        desk.post("/tai-khoan/login/", {"login": login, "password": "mat khau rat dai"})
        assert ("_auth_user_id" in desk.session) is comes_in
    assert ask_for_a_password(desk, OLD) == []
    (letter,) = ask_for_a_password(desk, NEW)
    assert letter.to == [NEW]


def test_both_mailboxes_and_the_record_are_told(desk, an):
    give(desk, an, NEW)
    assert [letter.to for letter in mail.outbox] == [[OLD], [NEW]]
    assert f"địa chỉ trước đây là {OLD}" in mail.outbox[0].body
    assert "/tai-khoan/email/" in mail.outbox[0].body
    entry = AuditEntry.objects.get(old__has_key="sign_in_by")
    assert (entry.old, entry.new) == ({"sign_in_by": [OLD]}, {"sign_in_by": []})


def test_what_else_is_written_of_an_account_leaves_its_addresses(desk, an):
    EmailAddress.objects.create(user=an, email="dang-doi@so.example")
    give(desk, an, OLD)
    assert EmailAddress.objects.filter(user=an).count() == 2
    assert mail.outbox == []


def test_a_successor_takes_the_address_over(desk, an, settings):
    give(desk, an, NEW)
    mail.outbox.clear()
    desk.post(ADD, new(email=OLD))
    (link,) = re.findall(LINK, mail.outbox[0].body)
    desk.logout()
    page = desk.get(link.removeprefix(settings.SITE_URL), follow=True)
    address = page.redirect_chain[-1][0]
    answer = desk.post(address, {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 302
    successor = User.objects.get(email=OLD)
    assert EmailAddress.objects.get(email=OLD, verified=True).user == successor
    (letter,) = ask_for_a_password(desk, OLD)
    assert successor.username in letter.body


def test_an_address_that_opens_another_account_still_is_given_to_nobody(desk, an):
    User.objects.filter(pk=an.pk).update(email=NEW)
    answer = desk.post(ADD, new(email=OLD))
    assert "vẫn mở được tài khoản của An" in answer.text
    assert not User.objects.filter(email=OLD).exists()


def test_who_shows_an_address_to_be_theirs_has_it_alone(an):
    User.objects.filter(pk=an.pk).update(email=NEW)
    successor = builders.person("ke-nhiem", email=OLD)
    confirm_address(successor)
    assert [row.user for row in EmailAddress.objects.filter(email=OLD)] == [successor]


def test_doctor_names_accounts_whose_address_has_capitals_until_they_are_saved(desk, an):
    User.objects.filter(pk=an.pk).update(email=Value("An@so.example"))
    found = [each.msg for each in doctor.examine(files=False) if "capital" in each.msg]
    assert found == ["Accounts have an address with capital letters: an."]
    mail.outbox.clear()
    give(desk, an, "An@so.example")
    assert (an.email, mail.outbox) == ("an@so.example", [])
    assert [each for each in doctor.examine(files=False) if "capital" in each.msg] == []
