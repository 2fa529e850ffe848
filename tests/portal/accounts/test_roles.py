"""What the roles allow, and how far the rights of a person reach."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from portal.accounts.roles import Role, edits
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
