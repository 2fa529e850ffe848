"""A backup of a PostgreSQL comes back on the same and on each newer one, and the copy works."""

import os
import subprocess
import sys
import tempfile
from itertools import combinations_with_replacement
from pathlib import Path

import pytest

from tests.stack.kept import kept_site
from tests.stack.postgres import newest_version, server, versions_to_try
from tests.stack.serving import ROOT

VERSIONS = versions_to_try()
# The backups are made once, by the process that tries all of them.
pytestmark = pytest.mark.xdist_group("backups")


def manage(reach: dict[str, str], folder: Path, *words: str) -> str:
    places = {"VAR_DIR": str(folder), "MEDIA_ROOT": str(folder / "media")}
    demo = {"SITE_IS_DEMO": "1", "DEMO_PASSWORD": "mat-khau-thu-nghiem"}
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=os.environ | places | reach | demo,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{words}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def backups(tmp_path_factory):
    """The backup of a site with the demo's content, of each version.

    The oldest one holds the demo, made from nothing where no prepared site has that version; what
    stands on the others came from there.
    """
    made: dict[str, Path] = {}
    for version in VERSIONS:
        folder = tmp_path_factory.mktemp(f"of-{version}")
        oldest = next(iter(made.values()), None)
        made[version] = folder / "trang.backup"
        kept = kept_site() if not oldest and version == newest_version() else None
        with server(version, data=kept.data if kept else None) as database:
            reach = database.reach
            if kept:
                kept.copy_files(folder, folder / "media")
            if oldest:
                manage(reach, folder, "restore", str(oldest))
            else:
                manage(reach, folder, "serve", "--prepare")
            manage(reach, folder, "backup", str(made[version]))
    return made


@pytest.mark.parametrize(("old", "new"), list(combinations_with_replacement(VERSIONS, 2)))
def test_it_comes_back_on_the_same_and_on_newer_ones(backups, old, new):
    with tempfile.TemporaryDirectory() as folder, server(new) as database:
        reach = database.reach
        output = manage(reach, Path(folder), "restore", str(backups[old]))
        assert "tệp" in output
        assert "0 liên kết" in manage(reach, Path(folder), "crawl", "--most", "60")


def test_a_rehearsal_is_made_of_each(backups):
    for backup in backups.values():
        with tempfile.TemporaryDirectory() as folder:
            # No server is named: it brings one of its own.
            nowhere = {"DATABASE_URL": "", "DATABASE_OWNER_URL": ""}
            manage(nowhere, Path(folder), "restore", "--verify", str(backup))
