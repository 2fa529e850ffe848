"""The request that is answered just now, as the log and the counts name it; a bad one in a line."""

import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from functools import cached_property
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings

from portal.kit.logs.secret_addresses import without_secrets
from portal.kit.proxies import is_trusted, parse_address

_GIVEN_ID: Final = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestFacts:
    """What is known of a request: who asks, from where, by which route, and what it cost."""

    def __init__(self, environ: dict[str, Any]) -> None:
        # Both as they came: later the address is that of the client.
        self._sender = environ.get("REMOTE_ADDR", "")
        self._given = environ.get("HTTP_X_REQUEST_ID", "")
        self.method = environ.get("REQUEST_METHOD", "")
        self.path = without_secrets(environ.get("PATH_INFO", ""))
        self.route = self.who = self.address = ""
        self.queries = 0

    @cached_property
    def id(self) -> str:
        """Return the name that a trusted proxy gave the request, else one made here."""
        if _GIVEN_ID.fullmatch(self._given):
            sender = parse_address(self._sender)
            if is_trusted(sender, settings.TRUSTED_PROXIES):
                return str(self._given)
        return secrets.token_hex(8)


current_request: ContextVar[RequestFacts | None] = ContextVar("current_request", default=None)


def count_query(execute: Callable[..., Any], *words: Any) -> Any:
    """Count a query for the request that asks it; a wrapper of a connection."""
    facts = current_request.get()
    if facts is not None:
        facts.queries += 1
    return execute(*words)


def count_queries_of(connection: Any, **_rest: object) -> None:
    """Let a new connection count what requests ask of it."""
    if count_query not in connection.execute_wrappers:
        connection.execute_wrappers.append(count_query)


class OneLineFilter(logging.Filter):
    """Lets one line through for each request that was answered 4xx, with its reason and address.

    Django writes two for what looks like an attack, one of them an error with its traceback.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        status = getattr(record, "status_code", None)
        if not isinstance(status, int) or not 400 <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return True
        record.exc_info, record.exc_text = None, None
        request = getattr(record, "request", None)
        if getattr(request, "_bad_request_line", None) not in (None, record):
            return False
        if request is not None:
            request._bad_request_line = record  # it is ours
        if record.levelno > logging.WARNING:
            path = str(getattr(request, "path", "")).encode("unicode_escape").decode("ascii")
            record.msg, record.args = "%s: %s", (record.getMessage(), path[:200])
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True
