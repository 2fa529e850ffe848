"""What is dangerous asks for the password again where the session is not fresh."""

import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client

from enterprises.people.models import Invitation
from enterprises.profiles.models import Representative, RepresentativeRole
from portal.accounts.models import User
from portal.emergency.models import Emergency
from tests import builders
from tests.enterprises import builders as enterprises

pytestmark = pytest.mark.django_db
PASSWORD = "mot mat khau rat dai"
ASK = "/tai-khoan/reauthenticate/"
PAGES = ["portal/user/add/", "auth/group/add/", "portal/user/{}/change/"]
SWITCH = "/admin/khan-cap/"
DECLARED = {"_ask": "", "level": "3", "headline": "Bão số 5", "advice": "Ở trong nhà."}


@pytest.fixture(autouse=True)
def _asks(settings: Any) -> None:
    settings.ASK_AGAIN_AFTER = timedelta(minutes=15)
    cache.clear()  # what was tried before counts


def signed_in(user: User, *, minutes_ago: float) -> Client:
    """A browser in which somebody gave the password so long ago."""
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.force_login(user)
    session = client.session
    at = time.time() - minutes_ago * 60
    session["account_authentication_methods"] = [{"method": "password", "at": at}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def needs_password(answer: object) -> bool:
    return str(getattr(answer, "headers", {}).get("Location", "")).startswith(ASK)


def give_password(client: Client, answer: Any) -> None:
    url = answer.headers["Location"]
    assert client.post(url, {"password": "khong phai"}).status_code == 200
    client.post(url, {"password": PASSWORD})


def test_the_emergency_is_raised_after_the_password(publisher: User) -> None:
    client = signed_in(publisher, minutes_ago=16)
    answer = client.post(SWITCH, DECLARED)
    assert needs_password(answer)
    assert not Emergency.objects.exists()
    give_password(client, answer)
    # What was typed goes on; nobody types it twice when it matters.
    assert Emergency.objects.get().headline == "Bão số 5"


def test_a_fresh_session_is_not_asked(publisher: User) -> None:
    client = signed_in(publisher, minutes_ago=14)
    assert not needs_password(client.post(SWITCH, DECLARED))
    assert Emergency.objects.get().headline == "Bão số 5"


def test_the_record_of_another_user_makes_no_session_fresh(publisher: User) -> None:
    client = signed_in(builders.editor(), minutes_ago=0)
    records = client.session["account_authentication_methods"]
    other = signed_in(publisher, minutes_ago=99)
    session = other.session
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = "0"
    session.save()
    assert needs_password(other.post(SWITCH, DECLARED))


def test_a_new_address_needs_the_password(me: Representative) -> None:
    client = signed_in(me.user, minutes_ago=16)
    answer = client.post("/tai-khoan/email/", {"email": "ke-trom@example.vn", "action_add": ""})
    assert needs_password(answer)
    assert not EmailAddress.objects.filter(email="ke-trom@example.vn").exists()
    give_password(client, answer)
    assert EmailAddress.objects.filter(email="ke-trom@example.vn").exists()
    assert client.get("/tai-khoan/email/").status_code == 200


def test_the_account_is_handed_over_after_the_password(me: Representative) -> None:
    other = enterprises.representative(me.enterprise, "dn-hai", role=RepresentativeRole.EDITOR)
    client = signed_in(me.user, minutes_ago=16)
    for page in ("ban-giao", "vai-tro", "ket-thuc"):
        answer = client.post(f"/doanh-nghiep/cua-toi/nguoi/{other.pk}/{page}/", {"role": "owner"})
        assert needs_password(answer), page
    other.refresh_from_db()
    assert (other.is_owner, other.ended_at) == (False, None)
    answer = client.post(f"/doanh-nghiep/cua-toi/nguoi/{other.pk}/ban-giao/")
    give_password(client, answer)
    other.refresh_from_db()
    assert other.is_owner


@pytest.mark.parametrize("page", PAGES)
def test_people_and_roles_are_made_after_the_password(page: str) -> None:
    admin = builders.person("quantri", is_superuser=True)
    other = builders.editor()
    url = f"/admin/{page.format(other.pk)}"
    client = signed_in(admin, minutes_ago=16)
    new = {"username": "ke-trom", "password1": PASSWORD, "password2": PASSWORD, "post": "yes"}
    for answer in (client.get(url), client.post(url, new)):
        assert needs_password(answer)
    # A password that was typed waits nowhere.
    assert PASSWORD not in str(dict(client.session))
    assert set(User.objects.values_list("username", flat=True)) == {"quantri", other.username}
    assert not Group.objects.filter(name="ke-trom").exists()
    give_password(client, client.get(url))
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("step", ["nghi", "gui-thu", "tro-lai"])
def test_nobody_is_let_go_or_in_before_the_password(step: str) -> None:
    other = builders.editor()
    client = signed_in(builders.person("quantri", is_superuser=True), minutes_ago=16)
    assert needs_password(client.post(f"/admin/portal/user/{other.pk}/{step}/", {"to": ""}))


def test_nobody_is_let_in_to_an_enterprise_before_the_password(
    me: Representative, publisher: User
) -> None:
    client = signed_in(publisher, minutes_ago=16)
    join_request = enterprises.join_request()
    sent = {"email": "ke-trom@example.vn", "role": "owner", "enterprise": me.enterprise_id}
    for page in ("invitation/add/", f"joinrequest/{join_request.pk}/answer/"):
        url = f"/admin/enterprises/{page}"
        assert needs_password(client.post(url, sent)), page
    assert not Invitation.objects.exists()
    fresh = signed_in(publisher, minutes_ago=1)
    assert fresh.get("/admin/enterprises/invitation/add/").status_code == 200


def test_who_only_reads_is_not_asked() -> None:
    client = signed_in(builders.person("quantri", is_superuser=True), minutes_ago=16)
    assert client.get("/admin/portal/user/").status_code == 200
    assert needs_password(client.post("/admin/portal/user/", {"action": "delete_selected"}))
    reporter = signed_in(builders.reporter(), minutes_ago=16)
    assert not needs_password(reporter.get("/admin/portal/user/add/"))


@pytest.mark.parametrize(
    "more", [{"action": "make_owner"}, {"action": "end_access", "_confirmed": ""}]
)
def test_the_account_of_an_enterprise_changes_hands_after_the_password(
    publisher: User, more: dict[str, str]
) -> None:
    me = enterprises.representative(enterprises.enterprise(), role="editor")
    client = signed_in(publisher, minutes_ago=16)
    sent = more | {"_selected_action": str(me.pk)}
    answer = client.post("/admin/enterprises/representative/", sent)
    assert needs_password(answer)
    me.refresh_from_db()
    assert (me.role, me.ended_at) == ("editor", None)
    give_password(client, answer)
    me.refresh_from_db()
    assert (me.role, bool(me.ended_at)) == (
        ("owner", False) if more["action"] == "make_owner" else ("editor", True)
    )
