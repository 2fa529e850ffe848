"""The owner of an account links it to an identity provider; that identity then opens it."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from portal.accounts.leaving import let_go, take_back
from portal.accounts.models import User
from portal.accounts.oidc.links import identity_key, link_of
from portal.audit.models import Action, AuditEntry
from tests import builders
from tests.oidc_stub import Stub, configured

pytestmark = pytest.mark.django_db
PAGE, REMOVE, START = (
    "/tai-khoan/oidc/lien-ket/",
    "/tai-khoan/oidc/lien-ket/bo/",
    "/tai-khoan/oidc/",
)
PASSWORD = "mat khau rat dai"
ADDRESS = "bientap@example.vn"


@pytest.fixture
def stub(settings: Any) -> Iterator[Stub]:
    cache.clear()  # what was tried before counts
    settings.ASK_AGAIN_AFTER = timedelta(minutes=15)
    with configured(settings) as running:
        yield running


@pytest.fixture
def me() -> User:
    user = builders.editor()
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    return user


@pytest.fixture
def mine(me: User) -> Client:
    """A browser in which I have just typed my password."""
    client = Client()
    client.post("/tai-khoan/login/", {"login": me.username, "password": PASSWORD})
    return client


def come_back(client: Client, stub: Stub, start: str = PAGE, **answer: str) -> Any:
    there = client.post(start)
    return client.get(stub.authorize(there["Location"], **answer))


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def linked(user: User, stub: Stub, subject: str = "nguoi-1") -> None:
    key = identity_key(stub.url, subject)
    SocialAccount.objects.create(user=user, provider="oidc", uid=key)


def is_refused(answer: Any) -> bool:
    return bool(answer.status_code == 403)


def test_the_page_is_in_the_menu_where_a_provider_is(stub: Stub, mine: Client) -> None:
    assert PAGE in mine.get("/tai-khoan/noi-dang-nhap/").content.decode()
    page = mine.get(PAGE).content.decode()
    assert "Liên kết với VNeID" in page
    assert stub.paths == []


def test_without_a_provider_there_is_no_page_and_no_line_in_the_menu(mine: Client) -> None:
    for address in (PAGE, REMOVE):
        assert mine.get(address).status_code == mine.post(address).status_code == 404
    assert PAGE not in mine.get("/tai-khoan/noi-dang-nhap/").content.decode()


def test_a_stranger_is_sent_to_sign_in(stub: Stub, client: Client) -> None:
    for address in (PAGE, REMOVE):
        assert client.post(address)["Location"].startswith("/tai-khoan/login/")
    assert stub.paths == []


def test_linked_the_identity_opens_the_account(
    stub: Stub, me: User, mine: Client, client: Client
) -> None:
    answer = come_back(mine, stub)
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert "Bỏ liên kết" in mine.get(PAGE).content.decode()
    # Whatever address it has there.
    stub.claims = {"email": "khac@example.vn", "email_verified": False}
    assert come_back(client, stub, START)["Location"] == "/admin/"
    assert signed_in_as(client) == str(me.pk)


def test_what_is_kept_names_nobody(stub: Stub, me: User, mine: Client) -> None:
    come_back(mine, stub)
    row = SocialAccount.objects.get()
    assert (row.user_id, row.uid, row.extra_data) == (me.pk, identity_key(stub.url, "nguoi-1"), {})
    assert "nguoi-1" not in row.uid
    assert EmailAddress.objects.count() == 1


def test_it_is_in_the_record_and_in_a_letter(
    stub: Stub, me: User, mine: Client, mailoutbox: Any, letters_at_once: Any
) -> None:
    come_back(mine, stub)
    mine.post(REMOVE)
    entries = AuditEntry.objects.filter(action__startswith="identity_").order_by("number")
    assert [(entry.action, entry.actor_id, entry.ip) for entry in entries] == [
        (Action.IDENTITY_LINKED, me.pk, "127.0.0.1"),
        (Action.IDENTITY_UNLINKED, me.pk, "127.0.0.1"),
    ]
    assert {letter.to[0] for letter in mailoutbox} == {ADDRESS}
    subjects = [letter.subject for letter in mailoutbox if letter.to == [ADDRESS]]
    assert ["liên kết với VNeID" in subject for subject in subjects] == [True, True]
    assert "không còn" in subjects[1]


def test_an_address_alone_opens_nothing(stub: Stub, me: User, client: Client) -> None:
    answer = come_back(client, stub, START)
    assert is_refused(answer)
    assert "Không có tài khoản nào" in answer.content.decode()
    assert signed_in_as(client) is None


def test_where_addresses_count_a_link_counts_more(
    stub: Stub, me: User, client: Client, settings: Any
) -> None:
    settings.OIDC_BY_ADDRESS = True
    linked(me, stub, "nguoi-that")
    assert is_refused(come_back(client, stub, START))
    assert signed_in_as(client) is None


def test_the_same_number_at_another_provider_is_somebody_else(
    stub: Stub, me: User, client: Client
) -> None:
    key = identity_key("https://truoc-kia.example", "nguoi-1")
    SocialAccount.objects.create(user=me, provider="oidc", uid=key)
    assert is_refused(come_back(client, stub, START))


def test_linking_and_unlinking_ask_for_the_password_first(
    stub: Stub, me: User, mine: Client
) -> None:
    session = mine.session
    at = time.time() - 16 * 60
    session["account_authentication_methods"] = [{"method": "password", "at": at}]
    session.save()
    linked(me, stub)
    assert mine.post(REMOVE)["Location"].startswith("/tai-khoan/reauthenticate/")
    assert link_of(me) is not None
    SocialAccount.objects.all().delete()
    to_ask = mine.post(PAGE)["Location"]
    assert to_ask.startswith("/tai-khoan/reauthenticate/")
    assert stub.paths == []
    mine.post(to_ask, {"password": "khong phai"})
    assert stub.paths == []
    # What was sent waits, and goes on once the password is given.
    onward = mine.post(to_ask, {"password": PASSWORD}, follow=False)
    assert onward["Location"].startswith(f"{stub.url}/authorize")


def test_who_came_by_the_provider_alone_links_nothing(
    stub: Stub, me: User, client: Client, settings: Any
) -> None:
    settings.OIDC_BY_ADDRESS = True
    come_back(client, stub, START)
    assert signed_in_as(client) == str(me.pk)
    assert client.post(PAGE)["Location"].startswith("/tai-khoan/reauthenticate/")


def test_one_identity_opens_one_account(stub: Stub, mine: Client, me: User) -> None:
    other = builders.publisher()
    linked(other, stub)
    page = come_back(mine, stub)
    assert page["Location"] == PAGE
    assert "Không liên kết được" in mine.get(PAGE).content.decode()
    assert SocialAccount.objects.get().user_id == other.pk
    assert not AuditEntry.objects.filter(action=Action.IDENTITY_LINKED).exists()


def test_an_account_that_is_linked_keeps_its_identity(stub: Stub, mine: Client, me: User) -> None:
    there = mine.post(PAGE)["Location"]
    linked(me, stub, "nguoi-khac")
    mine.get(stub.authorize(there))
    assert SocialAccount.objects.get().uid == identity_key(stub.url, "nguoi-khac")
    # Begun once more it leads nowhere: the page says what is linked.
    assert mine.post(PAGE).status_code == 200


@pytest.mark.parametrize("who", ["nobody", "somebody else"])
def test_what_one_began_another_does_not_end(stub: Stub, me: User, mine: Client, who: str) -> None:
    """A link to the provider's answer, given to somebody signed in, links nothing of theirs."""
    back = stub.authorize(mine.post(PAGE)["Location"])
    states = mine.session["socialaccount_states"]
    mine.logout()
    if who == "somebody else":
        mine.force_login(builders.publisher())
    session = mine.session
    session["socialaccount_states"] = states
    session.save()
    assert is_refused(mine.get(back))
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("claims", [{"nonce": "khac"}, {"aud": "khac"}, {"exp": 1}, {"sub": None}])
def test_a_token_that_is_not_for_this_visit_links_nothing(
    stub: Stub, mine: Client, claims: dict[str, Any]
) -> None:
    stub.claims = claims
    answer = come_back(mine, stub)
    assert is_refused(answer)
    assert "Chưa liên kết" in answer.content.decode()
    assert not SocialAccount.objects.exists()
    assert not AuditEntry.objects.filter(action=Action.SIGN_IN_FAILED).exists()


def test_unlinked_the_identity_opens_nothing(
    stub: Stub, me: User, mine: Client, client: Client
) -> None:
    linked(me, stub)
    assert mine.post(REMOVE)["Location"] == PAGE
    assert mine.post(REMOVE)["Location"] == PAGE
    assert AuditEntry.objects.filter(action=Action.IDENTITY_UNLINKED).count() == 1
    assert is_refused(come_back(client, stub, START))


def test_a_shut_account_is_shut_and_comes_back_without_the_link(
    stub: Stub, me: User, client: Client
) -> None:
    linked(me, stub)
    User.objects.filter(pk=me.pk).update(is_active=False)
    assert is_refused(come_back(client, stub, START))
    User.objects.filter(pk=me.pk).update(is_active=True)
    boss = builders.person("quantri", is_superuser=True)
    let_go(me, to=None, by=boss)
    assert link_of(me) is None
    take_back(me, by=boss)
    assert is_refused(come_back(client, stub, START))
    assert AuditEntry.objects.filter(action=Action.IDENTITY_UNLINKED, actor=None).count() == 1
