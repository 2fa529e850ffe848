"""Asks a kept connection whether it is still alive by its socket, not by a query a request.

A server that has ended, was killed or sends somebody away leaves something to read; then Django
asks with a query, as it always does. Of a server that has fallen silent either way says nothing.
"""

import select
from functools import partial

import psycopg2
import psycopg2.extensions
from django.db.backends.base.base import BaseDatabaseWrapper


def is_usable(connection: BaseDatabaseWrapper) -> bool:
    """Return whether a connection still works, at the cost of a look at its socket."""
    try:
        is_quiet = not _has_something_to_read(connection.connection.fileno())
    except (psycopg2.Error, OSError, ValueError):
        return False
    if is_quiet and not _has_failed(connection):
        return True
    return bool(type(connection).is_usable(connection))


def _has_failed(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the transaction takes no more queries, which Django calls unusable, too."""
    status = connection.connection.info.transaction_status
    return bool(status == psycopg2.extensions.TRANSACTION_STATUS_INERROR)


def _has_something_to_read(descriptor: int) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLPRI)
    return bool(poll.poll(0))


def ask_by_socket(connection: BaseDatabaseWrapper, **_signal: object) -> None:
    """Let a new connection be asked so before each request's first query."""
    vars(connection)["is_usable"] = partial(is_usable, connection)
