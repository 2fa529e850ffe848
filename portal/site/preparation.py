"""Prepares a site before it is served: tables, the 2007 content, static files."""

import hashlib
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.kit.postgres.advisory import Lock
from portal.kit.postgres.schema import unapplied_migrations
from portal.publishing.models import Publication

_PAUSE: Final = 0.2
# Longer than the static files of a first start take to be collected and compressed.
PATIENCE: Final = 120.0
# In which static files lie ready; another list makes them all anew.
ENCODINGS: Final = "br gzip"


@contextmanager
def exclusively() -> Iterator[None]:
    """Let one of several servers prepare the site at a time; the others wait for it.

    The lock is the database's, and ends with its connection: one of its own, for migrating closes
    the others. Who waits asks again and again: a statement that waits holds a snapshot, and an
    index that is made beside readers would wait for that.
    """
    connection = connections["default"].copy()
    try:
        while not _has_lock(connection):
            time.sleep(_PAUSE)
        yield
    finally:
        connection.close()


def _has_lock(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [Lock.PREPARATION])
        return bool(cursor.fetchone()[0])


def migrate() -> int:
    """Apply what is not applied yet; return how many migrations that were."""
    waiting = unapplied_migrations(connections["default"])
    if waiting:
        call_command("migrate", interactive=False, verbosity=0)
    return len(waiting)


def load_content() -> bool:
    """Fill an empty site with the 2007 content and demo accounts; return whether it was empty."""
    if not settings.SITE_IS_DEMO or Publication.objects.exists():
        return False
    settings.DEMO_PASSWORD = settings.DEMO_PASSWORD or _new_password()
    with transaction.atomic():  # All of it, or the next run begins anew.
        call_command("load_demo", verbosity=0)
    return True


def password_file() -> Path:
    """Return the file that holds the random password of the demo accounts."""
    return Path(settings.VAR_DIR) / "demo_password"


def stored_password() -> str:
    """Return what that file holds; "" where there is none of ours that this user may read."""
    try:
        return password_file().read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _new_password() -> str:
    """Return the random password, made and stored where there is none yet."""
    path = password_file()
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(12) + "\n", encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def collect_static_files() -> bool:
    """Collect the static files if any has changed; return whether one had.

    A process of its own does it: a thread would share one core with what fills the database.
    """
    fingerprint_file = _fingerprint_file()
    now = _static_fingerprint()
    collected = fingerprint_file.exists() and Path(settings.STATIC_ROOT).exists()
    if collected and fingerprint_file.read_text(encoding="ascii") == now:
        return False
    words = [sys.executable, str(settings.BASE_DIR / "manage.py"), "collectstatic"]
    subprocess.run([*words, "--no-input", "--verbosity=0"], check=True)  # noqa: S603  # our own words
    fingerprint_file.write_text(now, encoding="ascii")
    return True


def await_static_files(seconds: float = PATIENCE) -> None:
    """Wait for the static files of a site whose first start is under way in another process.

    No page can be made without. Where nobody collects them, it is not waited for ever.
    """
    ends = time.monotonic() + seconds
    while not _fingerprint_file().exists() and time.monotonic() < ends:
        time.sleep(0.5)


def _fingerprint_file() -> Path:
    return Path(settings.VAR_DIR) / "static_fingerprint"


def _static_fingerprint() -> str:
    # A VAR_DIR that was moved as a whole brings its files along.
    place = os.path.relpath(settings.STATIC_ROOT, settings.VAR_DIR)
    made = f"{settings.STORAGES['staticfiles']} {place} {ENCODINGS}"
    digest = hashlib.sha256(made.encode())
    for line in sorted(_static_files()):
        digest.update(line.encode())
    return digest.hexdigest()


def _static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            yield f"{name} {found.st_size} {found.st_mtime_ns}\n"
