"""SQL scripts of pg_restore made fit for a server that is older than the tools."""

import re
from pathlib import Path
from typing import BinaryIO

from django.db.backends.base.base import BaseDatabaseWrapper

# Every line that may stand before the first statement that makes something.
_PREAMBLE = (b"\n", b"--", b"\\restrict ", b"SET ", b"SELECT pg_catalog.set_config(")
# A name with a dot is an extension's; every server takes those.
_SETTING = re.compile(rb"SET (\w+) = ")


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


def _is_known(name: str, connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true) IS NOT NULL", [name])
        return bool(cursor.fetchone()[0])


def _overwrite(file: BinaryIO, position: int, line: bytes) -> None:
    file.seek(position)
    file.write(line)
