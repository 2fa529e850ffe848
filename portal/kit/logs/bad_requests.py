"""What strangers send wrongly is a line of the log, and no traceback."""

import logging
from http import HTTPStatus


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
