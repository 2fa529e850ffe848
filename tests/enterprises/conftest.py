"""An enterprise, who speaks for it, and a browser in which they have signed in.

A file whose enterprise is a special one overrides `mine`; the two others follow.
"""

import pytest
from django.test import Client

from enterprises.profiles.models import Enterprise, Representative
from tests.enterprises import builders


@pytest.fixture
def mine() -> Enterprise:
    return builders.enterprise()


@pytest.fixture
def me(mine: Enterprise) -> Representative:
    return builders.representative(mine)


@pytest.fixture
def clerk(me: Representative) -> Client:
    return builders.signed_in(me)
