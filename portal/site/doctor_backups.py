"""Checks whether the night's backup can do what the settings say."""

from pathlib import Path
from typing import Final

from portal.kit.postgres.programs import ProgramFailed
from portal.site.backups.encryption import try_recipient

# As the handbook puts it there; who runs the backup otherwise has none.
UNIT: Final = Path("/etc/systemd/system/portal-backup.service")
_PLACES: Final = "ReadWritePaths="


def recipient_fault() -> str:
    """Return why nothing can be encrypted to BACKUP_RECIPIENT; empty where it can."""
    try:
        try_recipient()
    except ProgramFailed as error:
        return str(error)
    return ""


def is_shut_to_the_unit(folder: Path) -> bool:
    """Return whether systemd keeps the night's backup out of a folder, whoever else may write."""
    lines = [line.strip() for file in _files() for line in _text_of(file).splitlines()]
    if "ProtectSystem=strict" not in lines:
        return False
    words = [
        word for line in lines if line.startswith(_PLACES) for word in line.split("=")[1].split()
    ]
    return not any(folder.is_relative_to(word.lstrip("-+")) for word in words)


def how_to_open_the_unit(folder: Path) -> str:
    """Return the line by which the night's backup may write to a folder."""
    change = f"sed -i 's|^{_PLACES}.*|& -{folder}|' {UNIT}"
    return f"As root: {change} && systemctl daemon-reload"


def _files() -> list[Path]:
    # What `systemctl edit` adds lies beside.
    return [UNIT, *sorted(UNIT.with_name(f"{UNIT.name}.d").glob("*.conf"))]


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
