"""A part of a file, as players ask for it to begin in the middle of a recording."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

_ONE_RANGE: Final = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")
_BLOCK: Final = 64 * 1024


def requested_range(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """Return first and last byte of the part asked for; None if the whole is meant.

    Parts are of GET alone (RFC 9110, 14.2): whoever asks for the head wants to know of the whole.
    A part that lies behind the end has no bytes: its first is then `size`.
    """
    found = _ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or found is None:
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = found.groups()
    if first:
        begin, end = int(first), min(int(last), size - 1) if last else size - 1
        return (begin, end) if begin <= end else (size, size) if begin >= size else None
    return (max(0, size - int(last)), size - 1) if last and int(last) and size else None


def part(file: BinaryIO, span: tuple[int, int], size: int, content_type: str) -> HttpResponseBase:
    """Answer 206 with the bytes of a span, or 416 if the file ends before it."""
    first, last = span
    if first >= size:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    answer: Any = StreamingHttpResponse(_bytes(file, first, last), status=206)
    answer["Content-Type"] = content_type
    answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    answer["Content-Length"] = str(last - first + 1)
    return answer  # type: ignore[no-any-return]  # narrowed above


def _bytes(file: BinaryIO, first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left and (block := file.read(min(left, _BLOCK))):
            left -= len(block)
            yield block
