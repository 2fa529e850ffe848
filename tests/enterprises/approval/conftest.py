"""Whoever speaks for the enterprise, as the user by whom changes are proposed."""

import pytest

from enterprises.profiles.models import Representative
from portal.accounts.models import User


@pytest.fixture
def clerk_user(me: Representative) -> User:
    return me.user
