"""Who comes by another identity provider: people with an account, and nobody else.

Here by a confirmed address, as the operator may allow; by links see test_identity_links.py.
"""

import os
import subprocess
import sys
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken

from portal.accounts.models import User
from portal.accounts.oidc import views
from portal.audit.models import Action, AuditEntry
from tests import builders
from tests.oidc_stub import CLIENT_ID, STRANGERS_KEY, configured, provider

pytestmark = pytest.mark.django_db
ADDRESS = "bientap@example.vn"
START, BACK = "/tai-khoan/oidc/", "/tai-khoan/oidc/tra-loi/"


@pytest.fixture
def stub(settings):
    with configured(settings) as running:
        settings.OIDC_BY_ADDRESS = True
        yield running


@pytest.fixture
def editor():
    user = builders.editor()
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    return user


def come_back(client, stub, **answer):
    return client.get(stub.authorize(client.post(START)["Location"], **answer))


def is_signed_in(client):
    return "_auth_user_id" in client.session


def refused(client, response, text):
    assert (response.status_code, is_signed_in(client)) == (403, False)
    assert text in response.content.decode()
    assert SocialAccount.objects.count() == 0
    return True


UNKNOWN, FAILED = "Không có tài khoản nào", "không trả lời kịp"


def test_off_both_addresses_are_missing_and_there_is_no_button(client):
    for address in (START, BACK, "/tai-khoan/3rdparty/", "/tai-khoan/social/signup/"):
        assert client.get(address).status_code == client.post(address).status_code == 404
    assert START not in client.get("/tai-khoan/login/").content.decode()


def test_the_button_stands_on_the_page_of_signing_in(client, stub):
    page = client.get("/tai-khoan/login/?next=/admin/news/").content.decode()
    assert f'action="{START}"' in page
    assert "Đăng nhập bằng VNeID" in page
    assert stub.paths == []


def test_a_link_alone_does_not_lead_there(client, stub):
    assert client.get(START).status_code == 405


def test_somebody_with_an_account_signs_in(client, stub, editor):
    response = come_back(client, stub)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert client.session["_auth_user_id"] == str(editor.pk)
    entry = AuditEntry.objects.get(action=Action.SIGNED_IN)
    assert entry.actor_id == editor.pk
    editor.refresh_from_db()
    assert editor.check_password("mat khau rat dai")


def test_nothing_of_the_provider_is_kept(client, stub, editor):
    come_back(client, stub)
    assert (SocialAccount.objects.count(), SocialToken.objects.count()) == (0, 0)
    assert "ve-vao" not in str(dict(client.session))


def test_the_way_back_is_on_this_site_only(client, stub, editor):
    there = client.post(START, {"next": "https://evil.example/"})["Location"]
    assert client.get(stub.authorize(there))["Location"] == "/admin/"
    client.logout()
    there = client.post(START, {"next": "/tin-tuc/"})["Location"]
    assert client.get(stub.authorize(there))["Location"] == "/tin-tuc/"


def test_who_asks_cannot_change_what_is_asked(client, stub):
    extra = "?process=connect&scope=admin&auth_params=prompt%3Dnone"
    there = client.post(START + extra, {"process": "connect"})["Location"]
    assert "admin" not in there
    assert "prompt" not in there
    assert "code_challenge_method=S256" in there


def test_the_second_step_is_asked_for(client, stub, editor):
    Authenticator.objects.create(user=editor, type=Authenticator.Type.TOTP, data={"secret": "x"})
    response = come_back(client, stub)
    assert response["Location"] == "/tai-khoan/2fa/authenticate/"
    assert not is_signed_in(client)
    assert client.get("/tai-khoan/2fa/authenticate/").status_code == 200
    kept = str(dict(client.session))
    assert "ve-vao" not in kept
    assert "email_verified" not in kept


def test_staff_without_a_second_step_have_to_set_one_up(client, stub, editor, settings):
    settings.STAFF_MFA_REQUIRED = True
    come_back(client, stub)
    assert client.get("/admin/")["Location"] == "/tai-khoan/2fa/"


def test_a_stranger_is_refused_and_gets_no_account(client, stub, editor):
    stub.claims = {"email": "la@example.vn"}
    assert refused(client, come_back(client, stub), UNKNOWN)
    assert User.objects.count() == 1
    assert AuditEntry.objects.get(action=Action.SIGN_IN_FAILED).new == {"with": "oidc"}


@pytest.mark.parametrize(
    "claims",
    [
        {"email_verified": False}, {"email_verified": "true"}, {"email_verified": 1},
        {"email_verified": None}, {"email": None}, {"email": [ADDRESS]},
        {"email": ADDRESS + "\x00"},
        {"email": "bıentap@example.vn"}, {"email": "%@example.vn"},
    ],
)  # fmt: skip
def test_an_address_that_is_not_verified_there_opens_nothing(client, stub, editor, claims):
    stub.claims = claims
    stub.userinfo = {"sub": "nguoi-1"}
    assert refused(client, come_back(client, stub), UNKNOWN)


def test_an_address_that_is_not_confirmed_here_opens_nothing(client, stub, editor):
    EmailAddress.objects.update(verified=False)
    assert refused(client, come_back(client, stub), UNKNOWN)
    editor.refresh_from_db()
    assert editor.check_password("mat khau rat dai")


def test_the_address_of_an_account_alone_opens_nothing(client, stub):
    builders.person("bientap", email=ADDRESS)
    assert refused(client, come_back(client, stub), UNKNOWN)


def test_a_blocked_account_stays_closed(client, stub, editor):
    User.objects.update(is_active=False)
    assert refused(client, come_back(client, stub), UNKNOWN)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "khac"}, {"nonce": None}, {"aud": "khac"}, {"aud": [CLIENT_ID, "khac"]},
        {"aud": None}, {"iss": "https://khac.example"}, {"iss": None}, {"exp": 1}, {"exp": None},
        {"sub": None}, {"sub": 7},
    ],
)  # fmt: skip
def test_a_token_that_is_not_for_this_visit_is_refused(client, stub, editor, claims):
    stub.claims = claims
    assert refused(client, come_back(client, stub), FAILED)


def test_a_token_of_another_key_is_refused(client, stub, editor):
    stub.key = STRANGERS_KEY
    assert refused(client, come_back(client, stub), FAILED)


@pytest.mark.parametrize(("algorithm", "key"), [("none", None), ("HS256", "x" * 32)])
def test_a_token_that_no_key_of_the_provider_signed_is_refused(
    client, stub, editor, algorithm, key
):
    stub.algorithm, stub.key = algorithm, key
    assert refused(client, come_back(client, stub), FAILED)


def test_the_rest_is_taken_from_userinfo_of_the_same_person(client, stub, editor):
    stub.claims = {"email": None, "email_verified": None}
    stub.userinfo = {"sub": "nguoi-2", "email": ADDRESS, "email_verified": True}
    assert refused(client, come_back(client, stub), FAILED)
    stub.userinfo["sub"] = "nguoi-1"
    come_back(client, stub)
    assert is_signed_in(client)


@pytest.mark.parametrize("state", ["khac", ""])
def test_another_state_is_refused(client, stub, editor, state):
    assert refused(client, come_back(client, stub, state=state), FAILED)
    assert "/token" not in stub.paths


def test_a_state_is_of_one_browser_and_good_once(client, stub, editor):
    back = stub.authorize(client.post(START)["Location"])
    other = type(client)()
    assert refused(other, other.get(back), FAILED)
    client.get(back)
    assert is_signed_in(client)
    client.logout()
    assert refused(client, client.get(back), FAILED)


def test_who_stops_there_is_told_so(client, stub):
    page = come_back(client, stub, error="access_denied")
    assert refused(client, page, "đã dừng")
    assert not AuditEntry.objects.filter(action=Action.SIGN_IN_FAILED).exists()


def test_a_silent_provider_holds_nobody_up(client, stub, settings):
    settings.OIDC_TIMEOUT, stub.waits = 0.2, 2
    begun = time.monotonic()
    assert refused(client, client.post(START), FAILED)
    assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize("named", ["token_endpoint", "jwks_uri", "userinfo_endpoint"])
@pytest.mark.parametrize("how", ["named", "by a redirect"])
def test_the_provider_is_asked_at_its_own_origin_only(client, stub, editor, named, how):
    path = {"token_endpoint": "/token", "jwks_uri": "/jwks", "userinfo_endpoint": "/userinfo"}[
        named
    ]
    stub.claims = {"email_verified": None}
    stub.userinfo = {"sub": "nguoi-1", "email": ADDRESS, "email_verified": True}
    with provider() as other:
        there = other.url + path
        other.userinfo = stub.userinfo
        if how == "named":
            stub.discovery = {named: there}
        else:
            stub.leads_to = {path: there}
        assert refused(client, come_back(client, stub), FAILED)
        assert other.paths == []


def test_another_issuer_than_the_configured_one_is_refused(client, stub, editor):
    stub.discovery = {"issuer": "https://khac.example"}
    stub.claims = {"iss": "https://khac.example"}
    assert refused(client, come_back(client, stub), FAILED)


def test_an_answer_of_any_size_is_not_read(client, stub):
    stub.discovery = {"more": "x" * 300_000}
    assert refused(client, client.post(START), FAILED)


def test_a_provider_that_is_gone_is_said(client, stub, settings):
    settings.OIDC_SERVER_URL = "http://127.0.0.1:9"
    settings.OIDC_ORIGINS = ["http://127.0.0.1:9"]
    assert refused(client, client.post(START), FAILED)


def test_few_wait_at_once_for_a_provider_that_hangs(client, stub):
    with views._WAITING, views._WAITING:
        assert refused(client, client.post(START), FAILED)
    assert stub.paths == []
    assert client.post(START).status_code == 302


def test_starting_is_limited_as_signing_in_is(client, stub, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    assert [client.post(START).status_code for _ in range(3)] == [302, 302, 429]


def started(**variables):
    code = (
        "from portal.settings import SECURE_CSP, OIDC_ORIGINS; print(SECURE_CSP['form-action'][1:])"
    )
    known = {"OIDC_CLIENT_ID": "cong", "OIDC_CLIENT_SECRET": "x"} | variables
    return subprocess.run(
        [sys.executable, "-c", code], env=os.environ | known, capture_output=True, text=True
    )


def test_forms_lead_to_the_hosts_that_are_configured_only():
    done = started(
        OIDC_SERVER_URL="https://a.example:8443/realms/x", OIDC_OTHER_ORIGINS="https://b.example/y"
    )
    assert done.stdout.strip() == "['https://a.example:8443', 'https://b.example']"
    assert started().stdout.strip() == "[]"


@pytest.mark.parametrize(
    "wrong",
    [
        {"OIDC_SERVER_URL": "http://a.example"}, {"OIDC_SERVER_URL": "a.example"},
        {"OIDC_SERVER_URL": "https://a.example", "OIDC_CLIENT_SECRET": ""},
    ],
)  # fmt: skip
def test_a_provider_that_could_not_be_trusted_does_not_start(wrong):
    done = started(**wrong)
    assert (done.returncode, "ImproperlyConfigured" in done.stderr) == (1, True)
