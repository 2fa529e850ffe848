"""Everybody sees where they are signed in, and ends what they do not know."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from portal.accounts import user_sessions
from portal.accounts.leaving import let_go, take_back
from portal.accounts.models import User, UserSession
from portal.accounts.sessions import NOTED
from portal.audit.models import AuditEntry
from tests import builders

pytestmark = pytest.mark.django_db
LIST = "/tai-khoan/noi-dang-nhap/"
PASSWORD, NEW = "mat khau rat dai", "cau Truong Tien cu"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"
DESKTOP = "Mozilla/5.0 (Windows NT 10.0; rv:133.0) Gecko/20100101 Firefox/133.0"


def browser(user: User, user_agent: str = DESKTOP, address: str = "203.0.113.5") -> Client:
    """One more browser in which the person signs in by the form."""
    client = Client(headers={"user-agent": user_agent}, REMOTE_ADDR=address)
    client.post("/tai-khoan/login/", {"login": user.username, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get(LIST).status_code == 200


@pytest.fixture
def me() -> User:
    return builders.editor()


def test_the_list_says_where_since_when_and_from_where(me: User) -> None:
    here = browser(me)
    browser(me, PHONE, "198.51.100.7")
    text = here.get(LIST).text
    assert text.index("Firefox trên Windows") < text.index("Chrome trên Android")
    assert "198.51.100.7" in text
    assert "trình duyệt này" in text
    keys = Session.objects.values_list("session_key", flat=True)
    assert len(keys) == 2
    assert [key for key in keys if key in text] == []


def test_one_is_ended_and_the_record_says_so(me: User) -> None:
    here, there = browser(me), browser(me, PHONE)
    row = me.sessions.get(user_agent=PHONE)
    here.post(f"{LIST}{row.pk}/ket-thuc/")
    assert (is_in(here), is_in(there)) == (True, False)
    entry = AuditEntry.objects.get(action="sessions_ended")
    assert (entry.actor, entry.old) == (me, {"sessions": ["Chrome trên Android, 203.0.113.5"]})


def test_all_others_are_ended_at_once(me: User) -> None:
    here, others = browser(me), [browser(me, PHONE), browser(me)]
    stranger = browser(builders.publisher())
    here.post(f"{LIST}ket-thuc/")
    assert [is_in(each) for each in (here, *others, stranger)] == [True, False, False, True]
    assert "Đăng xuất ở mọi nơi khác" not in here.get(LIST).text


def test_nobody_ends_anothers_and_here_one_signs_out(me: User) -> None:
    here, other = browser(me), builders.publisher()
    there = browser(other)
    for row in UserSession.objects.all():
        assert here.post(f"{LIST}{row.pk}/ket-thuc/").status_code == 404
    assert (is_in(here), is_in(there)) == (True, True)


def test_a_new_password_ends_the_others(me: User) -> None:
    here, there = browser(me), browser(me, PHONE)
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    here.post("/tai-khoan/password/change/", typed)
    assert (is_in(here), is_in(there)) == (True, False)
    text = here.get(LIST).text
    assert ("Firefox" in text, "Android" in text) == (True, False)


def test_whose_account_is_shut_is_out_for_good(me: User) -> None:
    there, admin = browser(me), builders.person("quantri", is_superuser=True)
    let_go(me, to=None, by=admin)
    assert not me.sessions.exists()
    take_back(me, by=admin)
    assert not is_in(there)


def test_any_way_to_shut_an_account_ends_its_sessions(me: User) -> None:
    there = browser(me)
    me.is_active = False
    me.save()
    User.objects.update(is_active=True)
    assert not is_in(there)


def test_what_has_run_out_is_not_in_the_list(me: User) -> None:
    here = browser(me)
    browser(me, PHONE)
    me.sessions.filter(user_agent=PHONE).update(seen=timezone.now() - timedelta(minutes=31))
    assert "Android" not in here.get(LIST).text


def test_what_has_expired_is_forgotten_and_nothing_else(me: User, monkeypatch: Any) -> None:
    monkeypatch.setattr(user_sessions, "_SLICE", 2)
    here = browser(me)
    over, later = timezone.now() - timedelta(seconds=1), timezone.now() + timedelta(hours=1)
    browser(me, PHONE)
    Session.objects.filter(pk=me.sessions.get(user_agent=PHONE).session_id).update(expire_date=over)
    for number in range(4):
        Session.objects.create(session_key=f"over{number}", session_data="", expire_date=over)
    Session.objects.create(session_key="later", session_data="", expire_date=later)
    assert user_sessions.forget_expired_sessions.call() == 5
    assert Session.objects.count() == 2
    assert [row.user_agent for row in me.sessions.all()] == [DESKTOP]
    assert is_in(here)


def test_it_costs_a_request_nothing_but_once_a_minute(
    me: User, django_assert_num_queries: Any
) -> None:
    page, client = "/tai-khoan/inactive/", browser(me)
    client.get(page)
    with django_assert_num_queries(1):  # the session itself
        client.get(page)
    session = client.session
    session[NOTED] = time.time() - 61
    session.save()
    before = me.sessions.get().seen
    # Its row between the marks of a transaction, and the moment in the session.
    with django_assert_num_queries(7):
        client.get(page)
    assert me.sessions.get().seen > before


def test_a_session_that_was_ended_meanwhile_breaks_nothing(me: User) -> None:
    here = browser(me)
    UserSession.objects.all().delete()
    assert "Firefox" in here.get(LIST).text


def test_signed_out_is_gone(me: User) -> None:
    here = browser(me)
    assert me.sessions.count() == 1
    here.post("/tai-khoan/logout/")
    assert me.sessions.count() == 0
