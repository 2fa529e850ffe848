"""Tries a restored copy out: brings its tables up to date, and walks through its public pages."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from portal.kit.progress import progress_step
from portal.site.backups.archive import BadBackup

# Addresses; a rehearsal is to end within minutes on a large site, too.
MAX_PAGES: Final = 300
MANAGE: Final = [str(settings.BASE_DIR / "manage.py")]
# A kept page would tell of nothing, and a copy writes to nobody.
_QUIET: Final = {"PAGE_CACHE": "0", "EMAIL_URL": "dummymail://", "ALERT_EMAIL": "", "DEBUG": "0"}


def crawl(folder: Path, media: Path) -> str:
    """Walk through the copy whose server lies in `folder`; return the walk's own words.

    It works in a process of its own, which knows no other database. Raises BadBackup where a page
    fails.
    """
    places = {"VAR_DIR": str(folder), "MEDIA_ROOT": str(media), "MEDIA_URL_BASE": "/media/"}
    # Named and empty, so that `.env` does not say otherwise.
    ours = dict.fromkeys(("DATABASE_URL", "DATABASE_OWNER_URL", "CACHE_URL"), "")
    # Without these it would take itself for a demo.
    ours["SITE_IS_DEMO"] = str(int(settings.SITE_IS_DEMO))
    environment = os.environ | places | ours | _QUIET
    with progress_step(_("bringing tables up to date")):
        _manage(environment, "migrate", "--verbosity=0")
    with progress_step(_("walking through pages")):
        return _manage(environment, "crawl", f"--most={MAX_PAGES}").partition("\n")[0]


def _manage(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, *MANAGE, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2]
        raise BadBackup(_("The copy does not work: %(reason)s") % {"reason": last})
    return done.stdout
