"""A pytest plugin read before any settings: tests have a VAR_DIR, so a database, of their own.

`make test` thus never meets a running `make run`. The settings that all tests share are here, too.
"""

import os
from pathlib import Path

from django.test.utils import override_settings

ROOT = Path(__file__).resolve().parent.parent

# Whichever database tests have, and also where one is named, their site is a demo.
os.environ.setdefault("SITE_IS_DEMO", "1")
# A worker of pytest-xdist inherits what the first process has set.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["VAR_DIR"] = str(Path(os.environ.get("VAR_DIR") or ROOT / "var") / "test")
    # Where static files would be collected; WhiteNoise warns of a folder that is not there.
    (Path(os.environ["VAR_DIR"]) / "static").mkdir(parents=True, exist_ok=True)


def pytest_configure() -> None:
    """Keep tasks in memory, and serve static files as they lie in the source."""
    from django.conf import settings  # pytest-django has read them by now

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(
        TASKS={"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}},
        STORAGES=settings.STORAGES | {"staticfiles": plain},
    ).enable()
