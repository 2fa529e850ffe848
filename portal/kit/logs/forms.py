"""The form of a line of the log: for people, or JSON for programs that gather logs."""

import json
import logging
from datetime import UTC, datetime
from typing import Any, Final

from portal.kit.logs.requests import current_request

# What a record may bring along beside its message, by `extra`.
FIELDS: Final = ("status", "seconds", "queries")


class LineFormatter(logging.Formatter):
    """A line for people; within a request it ends with the request's name."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        facts = current_request.get()
        if facts is None:
            return text
        first, newline, rest = text.partition("\n")
        return f"{first} [{facts.id}]{newline}{rest}"


class JsonFormatter(logging.Formatter):
    """An object a line, with what is known of the request."""

    def format(self, record: logging.LogRecord) -> str:
        found: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        facts = current_request.get()
        if facts is not None:
            found |= {
                "request": facts.id,
                "method": facts.method,
                "path": facts.path,
                "route": facts.route,
                "who": facts.who,
                "from": facts.address,
            }
        found |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            found["error"] = self.formatException(record.exc_info)
        return json.dumps(found, ensure_ascii=False, default=str)
