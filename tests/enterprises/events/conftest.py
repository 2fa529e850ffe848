"""A forum whose slots enterprises ask for, and who decides about them."""

import pytest

from tests import builders
from tests.enterprises.builders import event


@pytest.fixture
def forum():
    return event(place="Phòng 1")


@pytest.fixture
def duyet():
    return builders.publisher("duyet")
