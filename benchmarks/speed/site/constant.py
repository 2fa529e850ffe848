"""The server of the site with an application that answers a constant: what no cache can beat.

`/1234` is answered with so many bytes, `/304` with that status.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from benchmarks.speed.site.quiet import *  # noqa: F403  # settings are names

WSGI_APPLICATION = "benchmarks.speed.site.constant.application"


@cache
def _body(path: str) -> tuple[list[bytes], list[tuple[str, str]]]:
    # The server warms up with pages of the site before it answers.
    body = b"x" * (int(path[1:]) if path[1:].isdecimal() else 0)
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    return [body], headers


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
    """Answer with as many bytes as the path says."""
    path = environ["PATH_INFO"]
    if path == "/304":
        start_response("304 Not Modified", [("ETag", '"constant"')])
        return []
    body, headers = _body(path)
    start_response("200 OK", headers)
    return body
