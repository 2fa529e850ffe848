"""A figure that texts quote."""

import pytest

from tests.projects import builders as projects


@pytest.fixture
def figure(report):
    return projects.observation(projects.indicator(), report, value="35.5")
