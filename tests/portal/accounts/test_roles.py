"""What the roles allow, and how far the rights of a person reach."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission

from portal.accounts.models import User
from portal.accounts.permissions import OneQueryBackend
from portal.accounts.roles import Role, edits, reviews, writes
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "answer"),
    [
        (Role.REPORTER, False),
        (Role.EDITOR, True),
        (Role.PUBLISHER, True),
        (Role.REPRESENTATIVE, False),
    ],
)
def test_editors_and_publishers_answer_for_the_work_of_others(role, answer):
    assert edits(builders.person("nguoi", role)) is answer


def test_a_right_to_publish_is_enough_to_answer_for_others(django_user_model):
    user = builders.person("chi-duyet")
    user.user_permissions.add(Permission.objects.get(codename="publish_publication"))
    assert edits(django_user_model.objects.get(pk=user.pk))


def test_a_visitor_answers_for_nothing():
    assert not edits(AnonymousUser())
    assert not reviews(AnonymousUser())


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER])
def test_who_has_left_the_staff_reviews_no_more(role):
    user = builders.person("nguoi", role)
    assert reviews(user)
    user.is_staff = False
    assert edits(user)
    assert not reviews(user)


@pytest.mark.parametrize(
    ("role", "own_and_others"),
    [
        (Role.REPORTER, (True, False)),
        (Role.EDITOR, (True, True)),
        (Role.PUBLISHER, (True, True)),
        (Role.REPRESENTATIVE, (False, False)),
    ],
)
def test_reporters_write_their_own_and_editors_what_others_wrote_too(role, own_and_others):
    user = builders.person("nguoi", role)
    assert (writes(user, own=True), writes(user, own=False)) == own_and_others


@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("is_active", [True, False])
def test_rights_are_those_that_the_backends_give(role, is_active):
    user = builders.person("nguoi", *filter(None, [role]), is_superuser=role is None)
    user.is_active = is_active
    names = [*OneQueryBackend().get_all_permissions(user), "news.no_such_right"]
    assert len(names) > 1 or not is_active or role is Role.REPRESENTATIVE
    for name in [*names, "publishing.publish_publication", "accounts.change_user"]:
        assert user.has_perm(name) is super(User, user).has_perm(name), name


def test_rights_are_read_once_and_backends_loaded_for_none(
    django_assert_num_queries, monkeypatch, django_user_model
):
    user = django_user_model.objects.get(pk=builders.person("nguoi", Role.EDITOR).pk)
    monkeypatch.setattr("django.contrib.auth.load_backend", None)
    with django_assert_num_queries(1):
        assert user.has_perm("publishing.edit_publication")
        assert not user.has_perm("accounts.change_user")


def test_the_sites_own_roles_keep_their_names_and_stay(client):
    client.force_login(builders.person("quantri", is_superuser=True))
    role = Group.objects.get(name=Role.EDITOR)
    page = f"/admin/auth/group/{role.pk}/"
    client.post(f"{page}change/", {"name": "Khác", "permissions": []})
    role.refresh_from_db()
    assert (role.name, role.permissions.count()) == (Role.EDITOR, 0)
    assert client.post(f"{page}delete/", {"post": "yes"}).status_code == 403
    other = Group.objects.create(name="Của riêng Sở")
    client.post(f"/admin/auth/group/{other.pk}/change/", {"name": "Khác", "permissions": []})
    other.refresh_from_db()
    assert other.name == "Khác"
