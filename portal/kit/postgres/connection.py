"""Where the embedded PostgreSQL lives and how Django reaches it."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

DATABASE = "portal"
ROLES = {"owner": "portal_owner", "app": "portal_app"}
PORT = 5432
# What the kernel takes as a socket's address, its closing NUL included.
MAX_SOCKET_ADDRESS_BYTES = 108


@dataclass(frozen=True)
class Places:
    """The files and folders of one embedded server, all under one VAR_DIR."""

    var_dir: Path

    @property
    def home(self) -> Path:
        return self.var_dir / "postgres"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "log" / "postgres.log"

    @property
    def gate(self) -> Path:
        """Locked by whoever starts or stops the server."""
        return self.home / "gate.lock"

    @property
    def users(self) -> Path:
        """Locked (shared) by everyone who uses the server."""
        return self.home / "users.lock"

    @property
    def socket_dir(self) -> Path:
        """Return the folder of the server's socket.

        A short one elsewhere where VAR_DIR's path is long.
        """
        plain = self.home / "socket"
        if len(os.fsencode(plain / f".s.PGSQL.{PORT}")) < MAX_SOCKET_ADDRESS_BYTES:
            return plain
        name = hashlib.sha256(os.fsencode(self.var_dir)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"portal-postgres-{name}"

    @property
    def socket(self) -> Path:
        return self.socket_dir / f".s.PGSQL.{PORT}"


def embedded_database(var_dir: Path, *, role: Literal["app", "owner"]) -> dict[str, Any]:
    """Django's DATABASES entry for the embedded server under `var_dir`, as one of its two roles."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": ROLES[role],
        "PASSWORD": "",
        "HOST": str(Places(var_dir).socket_dir),
        "PORT": str(PORT),
    }
