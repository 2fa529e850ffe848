"""The site as operators run it, served to a browser: collected files, DEBUG off, a database apart.

What these tests write must not meet the other tests, so they work in a copy of the test database.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings
from django.test.testcases import LiveServerThread

PASSWORD = "mat-khau-cua-ban-minh-hoa"


@contextmanager
def database_apart(name: str = "browser") -> Iterator[None]:
    """Let every connection go to a copy of the test database, which is dropped at the end."""
    default = connections["default"]
    original = default.settings_dict["NAME"]
    connections.close_all()
    default.creation.clone_test_db(name, verbosity=0)
    copy = default.creation.get_test_db_clone_settings(name)["NAME"]
    try:
        _use_database(copy)
        yield
    finally:
        _use_database(original)
        with default._nodb_cursor() as cursor:
            # A thread that was serving a page may still hold its connection for a moment.
            cursor.execute(f"DROP DATABASE {default.ops.quote_name(copy)} WITH (FORCE)")


def _use_database(name: str) -> None:
    connections.close_all()
    for each in connections.all():
        each.settings_dict["NAME"] = name
        settings.DATABASES[each.alias]["NAME"] = name


@contextmanager
def production_settings(folder: Path, static: Path) -> Iterator[None]:
    """What `make run` has and tests have not: hashed static files; files written go to `folder`."""
    changes: dict[str, Any] = {
        "DEBUG": False,
        "STAFF_MFA_REQUIRED": False,
        "REPRESENTATIVE_MFA_REQUIRED": False,
        "DEMO_PASSWORD": PASSWORD,
        "STATIC_ROOT": static,
        "MEDIA_ROOT": folder / "media",
        "HELD_FILES_ROOT": folder / "held",
        # Hashed, and not compressed: that takes as long as all else here, and shows on no page.
        "STORAGES": settings.STORAGES
        | {
            "staticfiles": {
                "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
            }
        },
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        # All people of all stories sign in from this one machine.
        "ACCOUNT_RATE_LIMITS": {"login": "1000/m/ip"},
    }
    with override_settings(**changes):
        _collect_once(static)
        yield


def _collect_once(static: Path) -> None:
    """Collect the static files unless another worker of this run has: it takes seconds."""
    with static.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # The list of them is written last.
        if not (static / "staticfiles.json").exists():
            call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def served() -> Iterator[str]:
    """Serve the site from a thread; gives its address."""
    # Nothing of the test server's own handlers: static files and media go the way of production.
    thread = LiveServerThread("127.0.0.1", static_handler=lambda _handler: WSGIHandler())
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://127.0.0.1:{thread.port}"
    finally:
        thread.terminate()


def committed(work: Callable[[], Any]) -> None:
    """Do something in the database of the served site, which sees nothing of the test's own."""

    failed: list[Exception] = []

    def apart() -> None:
        try:
            work()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    thread = Thread(target=apart)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
