"""Holding stored files, so that none goes for good while somebody attaches it to another page.

A file is named by what is in it and stands there once: who sends it again stores nothing.
"""

from collections.abc import Collection
from typing import Final

from django.db import connection

# Of advisory locks; the second number is made of the name.
_LOCK: Final = 7_200_941


def hold_files(names: Collection[str], *, to_remove: bool = False) -> None:
    """Let nobody remove the files until the transaction ends; or wait for all others, to remove."""
    if not names:
        return
    kind = "" if to_remove else "_shared"
    lock = f"pg_advisory_xact_lock{kind}(%s, hashtext(name))"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock} FROM unnest(%s::text[]) AS name", [_LOCK, list(names)])  # noqa: S608  # names no value
