"""Backups that only the holder of a key can read: encrypted to the public one by age.

Whoever breaks into the machine finds no backup to read: the key that opens one lies elsewhere.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from portal.kit.files.scratch import scratch_folder, work_place
from portal.kit.postgres.programs import ProgramFailed
from portal.kit.progress import progress_step
from portal.site.backups.tools import run_tool

# How every file of age begins, in PEM (`age --armor`), too.
_AGE_HEADS: Final = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
_OF_ANOTHER_KEY: Final = "no identity matched"


def is_encrypted(source: Path) -> bool:
    """Tell by its first bytes whether age wrote a file; people rename what they copy."""
    with source.open("rb") as file:
        return file.read(max(map(len, _AGE_HEADS))).startswith(_AGE_HEADS)


@contextmanager
def readable(source: Path, identity: Path | None) -> Iterator[Path]:
    """Give a backup as `restore` reads it; an encrypted one in a private folder, for a while.

    Raises ProgramFailed where it cannot be opened.
    """
    if not is_encrypted(source):
        yield source
        return
    if identity is None:
        raise ProgramFailed(_("The backup is encrypted: name the private key, --identity KEY."))
    if not os.access(identity, os.R_OK):
        message = _(
            "This user cannot read the private key %(key)s. As root: install -o portal -m 600"
            " %(key)s /var/lib/portal/khoa, then name that file, and remove it afterwards."
        )
        raise ProgramFailed(message % {"key": identity})
    with scratch_folder(work_place(), "portal-opened-") as scratch:
        opened = scratch / "opened"
        words = ["age", "--decrypt", "--identity", str(identity), "--output", str(opened)]
        with progress_step(_("decrypting")):
            _open_by(identity, [*words, str(source)])
        yield opened


def _open_by(identity: Path, words: list[str]) -> None:
    try:
        run_tool(words)
    except ProgramFailed as error:
        if _OF_ANOTHER_KEY not in str(error):
            raise
        message = _(
            "%(key)s does not open this backup: it was made for another key, an earlier one or that"
            " of another site."
        )
        raise ProgramFailed(message % {"key": identity}) from error


def encrypt(plain: Path, scratch: Path) -> Path:
    """Return the backup encrypted to BACKUP_RECIPIENT, in the folder given; raise ProgramFailed."""
    made = scratch / "encrypted"
    words = ["age", "--recipient", settings.BACKUP_RECIPIENT, "--output", str(made), str(plain)]
    with progress_step(_("encrypting")):
        run_tool(words)
    made.chmod(0o600)
    return made


def try_recipient() -> None:
    """Encrypt nothing to BACKUP_RECIPIENT; raise ProgramFailed where that cannot be done."""
    run_tool(["age", "--recipient", settings.BACKUP_RECIPIENT, "--output", os.devnull])
