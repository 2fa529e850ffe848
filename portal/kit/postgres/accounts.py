"""The operating-system account that runs the server: PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from portal.kit.postgres.binaries import EmbeddedServerError
from portal.kit.postgres.connection import Places


@dataclass(frozen=True)
class Account:
    """Who runs the server's programs, and whether it must be let through closed folders."""

    uid: int
    gid: int
    is_other: bool = False
    passes_closed_folders: bool = False

    def own(self, folder: Path) -> None:
        """Make `folder` private to this account."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.is_other:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)

    def run(
        self, command: Sequence[str | Path], *, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run one of the server's programs to its end, quietly."""
        words = [str(word) for word in command]
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("PG")
        } | {"LC_ALL": "C", "TZ": "UTC"}
        if self.passes_closed_folders:
            words = [*self._through_closed_folders(), *words]
        as_other = self.is_other and not self.passes_closed_folders
        return subprocess.run(  # noqa: S603 (our own words, no shell)
            words,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            cwd="/",
            env=environment,
            check=False,
            # Ctrl-C in the terminal is for us: we stop the server when its users are done.
            start_new_session=True,
            user=self.uid if as_other else None,
            group=self.gid if as_other else None,
            extra_groups=[] if as_other else None,
        )

    def _through_closed_folders(self) -> list[str]:
        # A clone under a home with rights 0700: rather than loosen anyone's rights, the server
        # gets the one capability that lets it pass through folders (and read), not write.
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            raise EmbeddedServerError(
                "PostgreSQL cannot run as root, and its account cannot reach this folder; "
                "install util-linux (setpriv), or run as an ordinary user."
            )
        return [
            setpriv,
            f"--reuid={self.uid}",
            f"--regid={self.gid}",
            "--clear-groups",
            "--inh-caps=+dac_read_search",
            "--ambient-caps=+dac_read_search",
            # Else access(), by which initdb looks for its siblings, would disregard it.
            "--securebits=+no_setuid_fixup",
            "--",
        ]


def account_for(places: Places, binaries: Path) -> Account:
    """Return who runs the server: ourselves, or where we are root an account without rights."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    uid, gid = _owner(places.data) or _unprivileged_ids()
    paths = (places.data, places.socket, binaries / "postgres")
    closed = not all(_reachable(path, uid, gid) for path in paths)
    return Account(uid, gid, is_other=True, passes_closed_folders=closed)


def _owner(data: Path) -> tuple[int, int] | None:
    """Return who owns a data folder that is there already, such as one made before without sudo."""
    if not data.exists():
        return None
    found = data.stat()
    return (found.st_uid, found.st_gid) if found.st_uid != 0 else None


def _unprivileged_ids() -> tuple[int, int]:
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return entry.pw_uid, entry.pw_gid
    raise EmbeddedServerError(
        "PostgreSQL cannot run as root and there is no account 'postgres' or 'nobody' here; "
        "add one (useradd --system postgres) or run as an ordinary user."
    )


def _reachable(path: Path, uid: int, gid: int) -> bool:
    """Return whether an account can pass through every folder on the way to `path`."""
    for folder in path.resolve().parents:
        if not folder.exists():
            continue  # Ours to make.
        status = folder.stat()
        if uid == status.st_uid:
            passes = status.st_mode & stat.S_IXUSR
        elif gid == status.st_gid:
            passes = status.st_mode & stat.S_IXGRP
        else:
            passes = status.st_mode & stat.S_IXOTH
        if not passes:
            return False
    return True
