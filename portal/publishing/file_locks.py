"""Holding stored files, so that none goes for good while somebody attaches it to another page.

A file is named by what is in it and stands there once: who sends it again stores nothing.
"""

from collections.abc import Collection

from django.db import connection

from portal.kit.postgres.advisory import Lock


def hold_files(names: Collection[str], *, to_remove: bool = False) -> None:
    """Let nobody remove the files until the transaction ends; or wait for all others, to remove."""
    if not names:
        return
    kind = "" if to_remove else "_shared"
    lock = f"pg_advisory_xact_lock{kind}(%s, hashtext(name))"
    with connection.cursor() as cursor:
        query = f"SELECT {lock} FROM unnest(%s::text[]) AS name"  # noqa: S608  # names no value
        cursor.execute(query, [Lock.STORED_FILES, list(names)])
