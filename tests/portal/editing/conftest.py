"""Who writes, and what is written, where a file says nothing else."""

import pytest

from portal.publishing.models import State
from tests import builders


@pytest.fixture
def draft():
    return builders.article("Cũ", state=State.DRAFT, published_at=None)


@pytest.fixture
def writer(client):
    user = builders.editor()
    client.force_login(user)
    return user
