"""Prepared sites that tests begin with a copy of, kept until what they are made of changes.

Migrating, loading the demo and packing the static files takes longer than all else that a stack
needs, and comes to the same each time; of a released version it never changes.
"""

import fcntl
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from portal.kit.postgres.connection import Places
from tests.stack.postgres import newest_version, server
from tests.stack.serving import NOT_OURS, ROOT

FOLDER = ROOT / "var" / "stack-kept"
RELEASED = ROOT / "var" / "stack-released"
# What is written anew by each site that runs.
_STATIC = ("static", "styles", "static_fingerprint")
_COLLECT = "from portal.site.preparation import collect_static_files as c; c()"
# Of a release the rows and files of its demo; nobody asks it for its style sheets.
_FILL = "from portal.site.preparation import load_content, migrate; migrate(); load_content()"


@dataclass(frozen=True, slots=True)
class Kept:
    """The files of a site that was prepared and has ended."""

    folder: Path

    @property
    def data(self) -> Path:
        """The data folder of its PostgreSQL."""
        return self.folder / "data"

    @property
    def password(self) -> str:
        """The password of its demo accounts."""
        return (self.folder / "password").read_text(encoding="ascii")

    @property
    def secret(self) -> str:
        """The key that it was filled under."""
        return (self.folder / "secret").read_text(encoding="ascii")

    def copy_files(self, var: Path, media: Path) -> None:
        """Copy static and uploaded files to where a site has them."""
        var.mkdir(parents=True, exist_ok=True)
        for name in _STATIC:
            if (self.folder / "var" / name).exists():
                copy(self.folder / "var" / name, var / name)
        copy(self.folder / "media", media)


def copy(source: Path, target: Path) -> None:
    """Copy a file or folder with its owner, rights and times, in place of what is there."""
    if target.is_dir():
        shutil.rmtree(target)
    subprocess.run(["cp", "-a", "--reflink=auto", source, target], check=True)


def kept_site() -> Kept:
    """Return the prepared site; it is made where there is none, or where the demo has changed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = Kept(FOLDER / _key())
    with _alone(FOLDER / "site"):
        if not kept.folder.exists():
            for old in FOLDER.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            # On two cores: each takes one.
            _prepare(kept, ROOT, ["serve", "--prepare"], ["shell", "-v", "0", "-c", _COLLECT])
    return kept


def released_site(release: str, code: Path) -> Kept:
    """Return the site that a released version has filled; `code` is where that is unpacked."""
    RELEASED.mkdir(parents=True, exist_ok=True)
    kept = Kept(RELEASED / f"{release}-{newest_version()}")
    with _alone(kept.folder):
        if not kept.folder.exists():
            _prepare(kept, code, ["shell", "-v", "0", "-c", _FILL])
    return kept


def _key() -> str:
    """Change with each migration, with the demo and with the version of PostgreSQL."""
    digest = sha256(newest_version().encode())
    digest.update((ROOT / "migrations.sha256").read_bytes())
    for package in ("portal", "news", "projects", "enterprises"):
        for file in sorted((ROOT / package).rglob("demo/**/*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _prepare(kept: Kept, code: Path, *commands: list[str]) -> None:
    """Make it under another name, so that half a site is never copied."""
    unfinished = kept.folder.with_name(f"{kept.folder.name}-unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    password, secret = secrets.token_urlsafe(12), secrets.token_urlsafe(60)
    (unfinished / "password").write_text(password, encoding="ascii")
    (unfinished / "secret").write_text(secret, encoding="ascii")
    (unfinished / "media").mkdir()
    ours = {
        "VAR_DIR": str(unfinished / "var"),
        "MEDIA_ROOT": str(unfinished / "media"),
        "SECRET_KEY": secret,
        "SITE_IS_DEMO": "1",
        "DEMO_PASSWORD": password,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    with server() as database:
        theirs = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        environment = theirs | ours | database.reach
        begun = [
            subprocess.Popen([sys.executable, "manage.py", *words], cwd=code, env=environment)
            for words in commands
        ]
        assert {each.wait() for each in begun} == {0}
        database.stop()
        copy(Places(database.folder).data, unfinished / "data")
    unfinished.rename(kept.folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Make others wait who make that folder too."""
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
