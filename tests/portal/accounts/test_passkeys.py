"""A passkey signs in by itself, counts as the second step, and goes and comes with the password."""

import json
import re
from html import unescape
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client

from portal.accounts.models import User
from portal.audit.models import AuditEntry
from tests import builders
from tests.portal.accounts.software_keys import SoftwareKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
PASSWORD = "mat khau rat dai"
LOGIN, LIST = "/tai-khoan/2fa/webauthn/login/", "/tai-khoan/2fa/webauthn/"
ADD, SIGN_IN = f"{LIST}add/", "/tai-khoan/login/"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36"
HELD = re.compile(r'data-options="(.*?)"')


@pytest.fixture(autouse=True)
def _https(settings: Any) -> None:
    settings.SITE_URL, settings.SITE_HOST = "https://portal.example", "portal.example"
    settings.SITE_IS_LOCAL = False
    settings.ALLOWED_HOSTS = ["portal.example"]
    cache.clear()


@pytest.fixture
def me() -> User:
    user = builders.publisher()
    user.email = "duyet@so.example"
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def browser() -> Client:
    return Client(SERVER_NAME="portal.example", headers={"user-agent": CHROME})


@pytest.fixture
def signed_in(me: User) -> Client:
    """Who has just given the password, and once more as the account's pages ask."""
    client = browser()
    client.force_login(me)
    client.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
    return client


def options(client: Client, url: str) -> Any:
    found = HELD.search(client.get(url).text)
    assert found
    return json.loads(unescape(found[1]))


def add(client: Client, key: SoftwareKey, **fields: Any) -> Any:
    answer = {"name": "", "credential": key.register(options(client, ADD))}
    return client.post(ADD, answer | fields)


def sign_in(client: Client, key: SoftwareKey, **fields: Any) -> Any:
    data = client.get(LOGIN, headers={"accept": "application/json"}).json()["request_options"]
    return client.post(LOGIN, {"credential": key.sign(data), **fields})


@pytest.fixture
def key(signed_in: Client) -> SoftwareKey:
    key = SoftwareKey()
    add(signed_in, key)
    mail.outbox.clear()
    return key


def test_the_first_step_ends_the_sessions_that_were_begun_without_it(
    me: User, signed_in: Client
) -> None:
    thief = browser()
    thief.force_login(me)
    add(signed_in, SoftwareKey())
    assert not me.sessions.exclude(session=signed_in.session.session_key).exists()
    assert [each.get(LIST).status_code for each in (signed_in, thief)] == [200, 302]
    # Whoever signs in by it stays when another one is added.
    there = browser()
    there.force_login(me)
    add(signed_in, SoftwareKey())
    assert there.get(LIST).status_code == 200


def actions() -> list[tuple[str, Any]]:
    rows = AuditEntry.objects.order_by("number").values_list("action", "old", "new")
    return [(action, {**old, **new}.get("type") or new.get("with")) for action, old, new in rows]


def test_one_is_added_after_the_password(me: User) -> None:
    client = browser()
    client.force_login(me)
    assert client.get(ADD)["Location"].startswith("/tai-khoan/reauthenticate/")
    assert not Authenticator.objects.exists()


def test_it_has_the_name_of_its_browser_a_letter_and_an_entry(signed_in: Client, me: User) -> None:
    assert add(signed_in, SoftwareKey())["Location"] == "/tai-khoan/2fa/recovery-codes/"
    added = Authenticator.objects.get(type="webauthn")
    assert str(added) == "Chrome trên Windows"
    assert ("second_factor_set", "webauthn") in actions()
    (letter,) = mail.outbox
    assert (letter.to, "khóa truy cập" in letter.subject) == ([me.email], True)
    assert "Chrome trên Windows" in signed_in.get(LIST).text
    add(signed_in, SoftwareKey())
    names = {str(row) for row in Authenticator.objects.filter(type="webauthn")}
    assert names == {"Chrome trên Windows", "Chrome trên Windows (2)"}


def test_it_signs_in_alone_and_counts_as_the_second_step(key: SoftwareKey, settings: Any) -> None:
    settings.STAFF_MFA_REQUIRED = True
    client = browser()
    assert sign_in(client, key)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_one_comes_to_where_one_was_going(key: SoftwareKey) -> None:
    client = browser()
    assert sign_in(client, key, next="/admin/so-tay/")["Location"] == "/admin/so-tay/"
    assert sign_in(browser(), key, next="https://la.example/")["Location"] == "/admin/"


def test_after_the_password_it_is_asked_for(key: SoftwareKey, settings: Any) -> None:
    settings.STAFF_MFA_REQUIRED = True
    client = browser()
    step = client.post(SIGN_IN, {"login": "duyet", "password": PASSWORD})["Location"]
    assert client.get("/admin/").status_code == 302
    assert client.post(step, {"credential": "{}"}).status_code == 200
    assert client.get("/admin/").status_code == 302
    client.post(step, {"credential": key.sign(options(client, step))})
    assert client.get("/admin/").status_code == 200


def test_the_account_asks_again_by_it(key: SoftwareKey, me: User) -> None:
    client = browser()
    client.force_login(me)
    page = f"{LIST}reauthenticate/?next={ADD}"
    assert client.post(page, {"credential": "{}"}).status_code == 200
    assert client.get(ADD).status_code == 302
    answer = client.post(page, {"credential": key.sign(options(client, page))})
    assert answer["Location"] == ADD
    assert client.get(ADD).status_code == 200


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://portal.example.la.example"},
        {"host": "la.example"},
        {"id": b"x" * 16},
        {"private": SoftwareKey().private},
        {"handle": ""},
        {"handle": "OTk5OTk"},
    ],
    ids=lambda lie: next(iter(lie)),
)
def test_no_other_key_and_no_other_site_signs_in(key: SoftwareKey, lie: dict[str, Any]) -> None:
    vars(key).update(lie)
    client = browser()
    answer = sign_in(client, key, next="/admin/so-tay/")
    assert answer["Location"] == "/tai-khoan/login/?next=%2Fadmin%2Fso-tay%2F"
    assert "_auth_user_id" not in client.session
    assert actions()[-1] == ("sign_in_failed", "webauthn")


def test_a_key_that_asked_nobody_who_holds_it_is_half_a_sign_in(key: SoftwareKey) -> None:
    client = browser()
    data = client.get(LOGIN, headers={"accept": "application/json"}).json()["request_options"]
    assert data["publicKey"]["userVerification"] == "required"
    client.post(LOGIN, {"credential": key.sign(data, flags=1)})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("again", [False, True], ids=["second step", "asked again"])
def test_nor_does_such_a_key_stand_for_the_second_step(
    key: SoftwareKey, me: User, again: bool
) -> None:
    client = browser()
    if again:
        client.force_login(me)
        page = f"{LIST}reauthenticate/?next={ADD}"
    else:
        page = client.post(SIGN_IN, {"login": "duyet", "password": PASSWORD})["Location"]
    answer = client.post(page, {"credential": key.sign(options(client, page), flags=1)})
    assert answer.status_code == 200
    assert client.get(ADD).status_code == 302


def test_an_answer_is_good_once(key: SoftwareKey) -> None:
    client = browser()
    data = client.get(LOGIN, headers={"accept": "application/json"}).json()["request_options"]
    sent = {"credential": key.sign(data)}
    client.post(LOGIN, sent)
    session = client.session
    # Signed out by hand: the page for that would end the session, with the question in it.
    del session["_auth_user_id"]
    session.save()
    client.post(LOGIN, sent)
    assert "_auth_user_id" not in client.session


def test_a_shut_account_stays_shut(key: SoftwareKey, me: User) -> None:
    User.objects.update(is_active=False)
    client = browser()
    sign_in(client, key)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "sent",
    [
        *("", "{", "[]", "7", '"x"', "null", "{}", '{"response": 1}'),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param("9" * 5000, id="long"),
    ],
)
def test_nonsense_is_refused_everywhere(signed_in: Client, key: SoftwareKey, sent: str) -> None:
    for url in (ADD, f"{LIST}reauthenticate/"):
        signed_in.get(url)
        assert signed_in.post(url, {"name": "x", "credential": sent}).status_code == 200, url
    client = browser()
    client.get(LOGIN, headers={"accept": "application/json"})
    assert client.post(LOGIN, {"credential": sent}).status_code == 302
    assert "_auth_user_id" not in client.session
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_a_new_key_must_ask_who_holds_it(signed_in: Client) -> None:
    challenge = options(signed_in, ADD)
    chosen = challenge["publicKey"]["authenticatorSelection"]
    assert (chosen["residentKey"], chosen["userVerification"]) == ("required", "required")
    answer = signed_in.post(ADD, {"credential": SoftwareKey().register(challenge, flags=1)})
    assert "không được chấp nhận" in answer.text
    assert not Authenticator.objects.exists()


def test_it_is_bound_to_the_sites_own_name(signed_in: Client, settings: Any) -> None:
    assert options(signed_in, ADD)["publicKey"]["rp"] == {
        "id": "portal.example",
        "name": settings.SITE_NAME,
    }


def test_its_name_can_be_changed(signed_in: Client, key: SoftwareKey) -> None:
    step = Authenticator.objects.get(type="webauthn")
    url = f"{LIST}keys/{step.pk}/edit/"
    signed_in.post(url, {"name": "Điện thoại của Lan"})
    step.refresh_from_db()
    assert str(step) == "Điện thoại của Lan"
    assert signed_in.post(url, {"name": "x" * 61}).status_code == 200


def test_the_last_step_goes_with_a_warning_a_letter_and_an_entry(
    signed_in: Client, key: SoftwareKey, settings: Any
) -> None:
    settings.STAFF_MFA_REQUIRED = True
    step = Authenticator.objects.get(type="webauthn")
    url = f"{LIST}keys/{step.pk}/remove/"
    assert "phần quản trị đóng" in signed_in.get(url).text
    signed_in.post(url)
    assert not Authenticator.objects.exists()
    assert ("second_factor_removed", "webauthn") in actions()
    assert [letter.subject.partition("] ")[2] for letter in mail.outbox] == ["Đã gỡ khóa truy cập"]
    assert signed_in.get("/admin/")["Location"] == "/tai-khoan/2fa/"


def test_another_step_beside_it_needs_no_warning(signed_in: Client, key: SoftwareKey) -> None:
    add(signed_in, SoftwareKey())
    step = Authenticator.objects.filter(type="webauthn").first()
    assert step
    assert "notice-warning" not in signed_in.get(f"{LIST}keys/{step.pk}/remove/").text


def test_asking_without_end_fills_no_table(settings: Any) -> None:
    assert "passkey_options" in settings.MFA_RATE_LIMITS
    settings.MFA_RATE_LIMITS = {"passkey_options": "3/h/ip"}
    answers = [browser().get(LOGIN, headers={"accept": "application/json"}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 3 + [429] * 2
    assert Session.objects.count() == 3
    elsewhere = Client(SERVER_NAME="portal.example", REMOTE_ADDR="203.0.113.9")
    assert elsewhere.get(LOGIN, headers={"accept": "application/json"}).status_code == 200


def test_nobody_elses_key_is_there(key: SoftwareKey) -> None:
    step = Authenticator.objects.get(type="webauthn")
    other = browser()
    other.force_login(builders.editor())
    other.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
    for page in ("edit", "remove"):
        assert other.get(f"{LIST}keys/{step.pk}/{page}/").status_code == 404
        assert other.post(f"{LIST}keys/{step.pk}/{page}/", {"name": "x"}).status_code == 404


def test_keys_are_made_and_used_on_the_accounts_pages_alone(client: Client) -> None:
    assert "credentials-get=(self)" in browser().get(SIGN_IN)["Permissions-Policy"]
    for url in ("/", "/admin/", "/tin-tuc/"):
        header = browser().get(url)["Permissions-Policy"]
        assert "credentials-get=(), publickey-credentials-create=()" in header
