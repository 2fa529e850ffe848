"""A database that is gone: told from other errors, and logged in a line instead of a flood."""

import logging
import time
from typing import Final

from django.db import InterfaceError, OperationalError

# Of SQLSTATE: connection exceptions, a server that is stopped or starts, and one whose disk, memory
# or connections are used up.
_UNAVAILABLE: Final = ("08", "57P", "53")
# Seconds after which a browser or a proxy may try again.
RETRY_AFTER: Final = 15
_LINES_EVERY: Final = 1.0


def is_unreachable(error: BaseException | None) -> bool:
    """Return whether an error says that there is no database, not that a query was wrong."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    code = getattr(error.__cause__, "pgcode", None)
    return code is None or str(code).startswith(_UNAVAILABLE)


class OutageFilter(logging.Filter):
    """Lets one line a second through of what found no database, without its traceback."""

    def __init__(self) -> None:
        super().__init__()
        self._next_line = 0.0
        self._silent = 0

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not is_unreachable(error):
            return True
        now = time.monotonic()
        if now < self._next_line:
            self._silent += 1
            return False
        self._next_line = now + _LINES_EVERY
        reason = str(error).strip().partition("\n")[0]
        args = (record.getMessage(), reason, self._silent)
        record.msg, record.args = "%s (no database: %s; %d such lines left out)", args
        record.exc_info, record.exc_text, self._silent = None, None, 0
        return True
