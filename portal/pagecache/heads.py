"""The head of a plain request, read without the server's parser.

For the loop of a worker, which answers kept pages itself. Only what leaves no doubt is read here;
whatever is unusual in any way is for the server's own parser to understand or to refuse.
"""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import unquote_to_bytes

from portal.pagecache.pages import Environ

# A browser's has one or two thousand bytes.
MAX_HEAD: Final = 8_192
# Printable ASCII; a target that begins with two slashes may be read as one with a host. What has
# matched is tried in no other way: with two ways for each header, time doubles with each.
_HEAD: Final = re.compile(
    rb"(GET|HEAD) (/(?!/)[!\"$->@-~]*)(?:\?([!\"$-~]*))? HTTP/1\.1"
    rb"((?:\r\n[A-Za-z0-9-]++:\t?+[\x20-\x7e]*+)++)\r\n\r\n"
)
_FIELDS: Final = {
    b"host": "HTTP_HOST",
    b"cookie": "HTTP_COOKIE",
    b"accept-encoding": "HTTP_ACCEPT_ENCODING",
    b"if-none-match": "HTTP_IF_NONE_MATCH",
    b"if-modified-since": "HTTP_IF_MODIFIED_SINCE",
    b"x-forwarded-proto": "HTTP_X_FORWARDED_PROTO",
    b"connection": "HTTP_CONNECTION",
}
# With one of these, the request asks for something else than a page, or is not over yet.
_OTHERS: Final = (
    b"authorization", b"range", b"content-length", b"transfer-encoding", b"expect", b"upgrade",
    b"http2-settings", b"x-forwarded-protocol", b"x-forwarded-ssl", b"script-name",
)  # fmt: skip
_KNOWN: Final = re.compile(
    rb"\r\n(" + b"|".join([*_FIELDS, *_OTHERS]) + rb"):[ \t]*([^\r]*)", re.IGNORECASE
)


def read_head(head: bytes) -> Environ | None:
    """Return what WSGI says of a request, as far as a kept page depends on it.

    None where the request is not whole, not alone, or not plain. Without the scheme, which depends
    on who has sent it.
    """
    if len(head) > MAX_HEAD:
        return None
    found = _HEAD.fullmatch(head)
    if found is None:
        return None
    method, path, query, fields = found.groups()
    environ: Environ = {
        "REQUEST_METHOD": method.decode("ascii"),
        "PATH_INFO": _path(path),
        "QUERY_STRING": (query or b"").decode("ascii"),
    }
    for name, value in _KNOWN.findall(fields):
        known = _FIELDS.get(name.lower())
        # Twice the same may mean either.
        if known is None or known in environ:
            return None
        environ[known] = value.decode("ascii").strip(" \t")
    return environ if "HTTP_HOST" in environ else None


@lru_cache(maxsize=1024)
def _path(target: bytes) -> str:
    """Return the path as WSGI has it: bytes, written as the letters of latin-1."""
    return unquote_to_bytes(target).decode("latin-1")
