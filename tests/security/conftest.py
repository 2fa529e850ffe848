"""A virus scanner and a member of the staff; an enterprise's people serve here, too."""

from collections.abc import Iterator

import pytest

from portal.media.scanning import services
from tests import builders
from tests.clamd_stub import Stub, clamd
from tests.enterprises.conftest import clerk, me, mine

__all__ = ["clerk", "me", "mine"]


@pytest.fixture
def scanner(settings, tmp_path) -> Iterator[Stub]:
    settings.VAR_DIR = tmp_path / "var"
    settings.CLAMD_TIMEOUT = 2.0
    services.forget()
    with clamd() as stub:
        settings.CLAMD_URL = stub.url
        yield stub
    services.forget()


@pytest.fixture
def staff(client):
    user = builders.editor()
    client.force_login(user)
    return user
