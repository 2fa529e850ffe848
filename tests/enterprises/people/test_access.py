"""The desk is there for who speaks for an enterprise, and for nobody else."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from tests import builders as site
from tests.enterprises import builders

pytestmark = pytest.mark.django_db
DESK = "/doanh-nghiep/cua-toi/"


def test_a_representative_comes_to_the_own_desk(me):
    page = builders.signed_in(me).get(DESK)
    assert page.status_code == 200
    assert "Công ty Sông Hương" in page.text
    assert "no-store" in page["Cache-Control"]


def test_who_is_not_signed_in_is_sent_to_sign_in(client):
    answer = client.get(DESK)
    assert answer.status_code == 302
    assert answer["Location"] == f"/tai-khoan/login/?next={DESK}"


@pytest.mark.parametrize("somebody", [site.reporter, site.editor, site.publisher])
def test_for_the_staff_there_is_no_such_page(somebody):
    client = Client()
    client.force_login(somebody())
    assert client.get(DESK).status_code == 404


def test_who_speaks_for_nobody_any_more_finds_no_desk(me):
    me.ended_at = timezone.now()
    me.save()
    assert builders.signed_in(me).get(DESK).status_code == 404


def test_the_second_factor_comes_first_where_it_is_asked_for(me, settings):
    settings.REPRESENTATIVE_MFA_REQUIRED = True
    # Codes alone are asked for by nothing.
    Authenticator.objects.create(user=me.user, type="recovery_codes", data={})
    answer = builders.signed_in(me).get(DESK)
    assert answer.status_code == 302
    assert answer["Location"] == "/tai-khoan/2fa/"


def test_who_signs_in_comes_to_the_desk_of_their_work(me):
    for user, desk in ((me.user, DESK), (site.reporter(), "/admin/")):
        answer = Client().post(
            "/tai-khoan/login/", {"login": user.username, "password": "mat khau rat dai"}
        )
        assert answer["Location"] == desk
