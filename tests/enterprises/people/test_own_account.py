"""From the desk one reaches the own account, and the second step can be switched on there."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from enterprises.people import invitations
from enterprises.profiles.models import Representative
from portal.accounts.roles import Role
from tests import builders as site
from tests.enterprises import builders

pytestmark = pytest.mark.django_db
PASSWORD = "mat khau rat dai"
SET_UP, ADDRESS = "/tai-khoan/2fa/totp/activate/", "/tai-khoan/email/"


def test_the_desk_leads_to_the_own_account(clerk: Client) -> None:
    assert 'href="/tai-khoan/2fa/"' in clerk.get("/doanh-nghiep/cua-toi/").text


@pytest.mark.usefixtures("letters_at_once")
def test_an_address_that_nobody_confirmed_can_be_confirmed(
    clerk: Client, me: Representative
) -> None:
    EmailAddress.objects.create(user=me.user, email=me.user.email, verified=False, primary=True)
    clerk.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
    assert clerk.get(SET_UP).status_code == 302
    assert 'name="action_send"' in clerk.get(ADDRESS).text
    clerk.post(ADDRESS, {"email": me.user.email, "action_send": ""})
    (letter,) = mail.outbox
    link = letter.body.partition("/tai-khoan/confirm-email/")[2].split()[0]
    clerk.post(f"/tai-khoan/confirm-email/{link}")
    assert clerk.get(SET_UP).status_code == 200
    assert 'name="action_send"' not in clerk.get(ADDRESS).text


def test_an_invitation_that_was_taken_confirms_the_address(
    mine: object, me: Representative
) -> None:
    known = site.person("dn-cu", Role.REPRESENTATIVE, email="cu@song-huong.example")
    EmailAddress.objects.create(user=known, email=known.email, verified=False, primary=True)
    invitation = invitations.invite(
        me.enterprise, email=known.email.upper(), role="editor", by=me.user
    )
    invitations.accept(invitation, user=known)
    assert EmailAddress.objects.get(user=known).verified


@pytest.mark.parametrize("kind", ["product", "listing"])
def test_a_preview_leads_back_to_where_it_was_asked_for(
    clerk: Client, me: Representative, kind: str
) -> None:
    page = getattr(builders, kind)(me.enterprise)
    part = {"product": "san-pham", "listing": "ha-tang"}[kind]
    own = f"/doanh-nghiep/cua-toi/{part}/{page.pk}/"
    assert f'href="{own}"' in clerk.get(f"{own}xem-truoc/").text
