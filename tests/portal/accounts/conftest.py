import pytest

from portal.accounts.models import User
from tests import builders


@pytest.fixture
def boss() -> User:
    return builders.person("quan-tri", is_superuser=True)
