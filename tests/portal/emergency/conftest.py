import pytest


@pytest.fixture(autouse=True)
def _board_apart(settings, tmp_path):
    """Each test has a board of its own: the file of one must not warn in another."""
    settings.VAR_DIR = tmp_path
