"""Who keeps accounts, and is no administrator, comes into none of an administrator."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission

from tests import builders

pytestmark = pytest.mark.django_db

ADDRESSES, STEPS = "/admin/account/emailaddress/", "/admin/portal/secondstep/"
_MODELS = ("user", "emailaddress", "secondstep")


@pytest.fixture
def keeper():
    role = Group.objects.create(name="Giữ tài khoản")
    rights = [f"{verb}_{name}" for verb in ("view", "add", "change", "delete") for name in _MODELS]
    role.permissions.set(Permission.objects.filter(codename__in=rights))
    user = builders.person("giu")
    user.groups.add(role)
    return user


@pytest.fixture
def client(client, keeper):
    client.force_login(keeper)
    return client


def address(user, name):
    return EmailAddress.objects.create(user=user, email=f"{name}@so.example", verified=True)


def rows_of(user):
    return set(EmailAddress.objects.filter(user=user).values_list("email", flat=True))


def typed(user, email="cua.toi@so.example"):
    return {"user": user.pk, "email": email, "verified": "on"}


def delete(rows):
    return {"action": "delete_selected", "_selected_action": [rows.pk], "post": "yes"}


def test_no_address_is_added_to_an_administrator(client, boss, keeper):
    client.post(f"{ADDRESSES}add/", typed(boss))
    own = address(keeper, "giu")
    client.post(f"{ADDRESSES}{own.pk}/change/", typed(boss, own.email))
    assert rows_of(boss) == set()
    client.post(f"{ADDRESSES}add/", typed(builders.reporter()))
    assert EmailAddress.objects.filter(email="cua.toi@so.example").exists()


def test_the_addresses_of_an_administrator_are_neither_changed_nor_deleted(client, boss):
    row = address(boss, "quan.tri")
    page = f"{ADDRESSES}{row.pk}/"
    client.post(f"{page}change/", typed(boss))
    client.post(f"{page}change/", typed(builders.reporter(), row.email))
    client.post(f"{page}delete/", {"post": "yes"})
    client.post(ADDRESSES, delete(row))
    assert rows_of(boss) == {"quan.tri@so.example"}


@pytest.mark.parametrize("way", ["its page", "the list"])
def test_the_second_step_of_an_administrator_stays(client, boss, way):
    step, other = (
        Authenticator.objects.create(user=user, type="totp", data={})
        for user in (boss, builders.reporter())
    )
    for each in (step, other):
        if way == "its page":
            client.post(f"{STEPS}{each.pk}/delete/", {"post": "yes"})
        else:
            client.post(STEPS, delete(each))
    assert list(Authenticator.objects.all()) == [step]


def test_administrators_keep_those_of_one_another(client, boss):
    client.force_login(builders.person("quan-tri-hai", is_superuser=True))
    client.post(f"{ADDRESSES}add/", typed(boss))
    assert rows_of(boss) == {"cua.toi@so.example"}
    step = Authenticator.objects.create(user=boss, type="totp", data={})
    client.post(STEPS, delete(step))
    assert not Authenticator.objects.exists()
