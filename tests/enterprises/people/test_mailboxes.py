"""Who of an enterprise's people gets its letters."""

import pytest
from django.utils import timezone

from tests.enterprises import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return builders.enterprise()


@pytest.fixture
def clerk(firm):
    return builders.representative(firm, "chi.hoa")


def test_letters_go_to_who_speaks_for_the_enterprise_now(firm, clerk):
    builders.representative(builders.enterprise("Công ty khác"), "nguoi.khac")
    assert firm.representatives.mailboxes() == [clerk.user.email]
    clerk.ended_at = timezone.now()
    clerk.save()
    assert firm.representatives.mailboxes() == []


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_no_letter_goes_to_a_closed_account_or_to_no_address(firm, clerk, change):
    type(clerk.user).objects.filter(pk=clerk.user_id).update(**change)
    assert firm.representatives.mailboxes() == []
