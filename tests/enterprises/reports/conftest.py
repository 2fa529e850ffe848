import pytest


@pytest.fixture
def immediately(settings):
    """Letters go out at once."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
