"""An editor at the grid of figures, and an indicator that nobody sees yet."""

import pytest
from django.test import Client

from portal.publishing.models import State
from projects.indicators.models import Indicator
from tests import builders as site
from tests.projects import builders


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(site.editor())
    return client


@pytest.fixture
def draft() -> Indicator:
    found = builders.indicator(state=State.DRAFT, published_at=None)
    builders.main_series(found)
    return found
