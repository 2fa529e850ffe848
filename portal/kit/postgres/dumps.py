"""SQL scripts of pg_restore made fit for a server of another version than the tools."""

import re
from pathlib import Path
from typing import BinaryIO

from django.db.backends.base.base import BaseDatabaseWrapper

# Every line that may stand before the first statement that makes something.
_PREAMBLE = (b"\n", b"--", b"\\restrict ", b"SET ", b"SELECT pg_catalog.set_config(")
# A name with a dot is an extension's; every server takes those.
_SETTING = re.compile(rb"SET (\w+) = ")
# Servers since November 2026 keep this note for themselves. Their own pg_dump leaves it out; one
# that is older than the server takes it for an option of the column, and other servers refuse it.
_OWN_NOTE = re.compile(
    rb"^ALTER TABLE ONLY \S+ ALTER COLUMN \S+ SET \(pg_attver=\d+\);\n", re.MULTILINE
)


def comment_out_unknown_settings(script: Path, connection: BaseDatabaseWrapper) -> list[str]:
    """Turn the opening SETs of names that the server does not know into comments; return the names.

    pg_restore opens each script with the settings of its own version; an older server refuses
    `transaction_timeout`, for one. Nothing after the preamble is touched: a row, a function.
    """
    unknown = []
    with script.open("r+b") as file:
        start = 0
        while (line := file.readline()).startswith(_PREAMBLE):
            found = _SETTING.match(line)
            if found and not _is_known(name := found[1].decode(), connection):
                unknown.append(name)
                # As long as the old text: a script of many gigabytes is not written anew.
                _overwrite(file, start, b"-- " + line[len("-- ") :])
            start = file.tell()
    return unknown


def remove_notes_of_the_server(script: Path) -> None:
    """Take what a server notes on columns for itself out of a script that makes tables.

    For a script of the section "pre-data": it is short, and no row can be mistaken for a statement.
    """
    script.write_bytes(_OWN_NOTE.sub(b"", script.read_bytes()))


def _is_known(name: str, connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true) IS NOT NULL", [name])
        return bool(cursor.fetchone()[0])


def _overwrite(file: BinaryIO, position: int, line: bytes) -> None:
    file.seek(position)
    file.write(line)
