"""Accounts of a demo get in no more once the site is none: their password is no secret."""

import pytest
from django.test import Client

from portal.accounts import demo
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-rat-dai"


@pytest.fixture(autouse=True)
def _a_demo_of_before(settings):
    settings.DEMO_PASSWORD, settings.SITE_IS_DEMO = PASSWORD, True
    settings.ACCOUNT_RATE_LIMITS = False
    demo.create_accounts()


def signed_in(login: str) -> Client:
    client = Client()
    client.post("/tai-khoan/login/", {"login": login, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/tai-khoan/password/change/").status_code == 200


@pytest.mark.parametrize("login", ["quantri", "dn-a", "dn-a@doanh-nghiep.example"])
def test_they_sign_in_on_a_demo_only(settings, login):
    assert is_in(signed_in(login))
    settings.SITE_IS_DEMO = False
    client = Client()
    answer = client.post("/tai-khoan/login/", {"login": login, "password": PASSWORD})
    assert answer["Location"] == "/tai-khoan/inactive/"
    assert not is_in(client)


@pytest.mark.parametrize("login", ["quantri", "dn-a@doanh-nghiep.example"])
def test_who_is_signed_in_as_one_is_so_no_more(settings, login):
    client = signed_in(login)
    assert is_in(client)
    settings.SITE_IS_DEMO = False
    assert not is_in(client)


def test_somebody_of_the_department_with_such_a_name_gets_in(settings):
    User.objects.filter(username="quantri").update(first_name="Nguyễn Văn Quản")
    settings.SITE_IS_DEMO = False
    assert is_in(signed_in("quantri"))
