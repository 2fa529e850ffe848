"""Requests as the server makes them: read as UTF-8, and no header makes an error of one."""

from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.utils.http import parse_header_parameters


class Utf8Request(WSGIRequest):
    """Reads no encoding out of the content type.

    Django would read the query in it before any middleware could refuse that; of some encodings,
    and of headers that are none, there would be nobody left to answer.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            told = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            told = ("", {})
        self.content_type, self.content_params = told
