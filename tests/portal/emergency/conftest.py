import pytest


@pytest.fixture(autouse=True)
def _board_apart(settings, tmp_path):
    """Each test has a file of alerts of its own: that of one must not warn in another."""
    settings.VAR_DIR = tmp_path
