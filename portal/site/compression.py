"""Compresses what is not kept: for whoever has no cookie in zstd, at a fifth of gzip's cost."""

import sys
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from portal.pagecache.pages import MIN_COMPRESSED, best_encoding, is_text

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Of a page that is made for one request: as small as gzip's usual level makes it.
LEVEL: Final = 3


class Compress(GZipMiddleware):
    """Django's own compression, with zstd for answers that are the same for everybody.

    Where somebody has a cookie gzip stays, with the random bytes by which Django keeps the length
    of an answer from telling what is secret in it.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not is_text(response.headers.get("Content-Type", "")):
            # Pictures and archives are compressed already; a part is of the bytes that it names.
            return response
        if not _is_for_zstd(request, response):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        content: bytes = response.content  # type: ignore[attr-defined]  # it is no stream
        response.content = zstd.compress(content, LEVEL)  # type: ignore[attr-defined]  # likewise
        response.headers["Content-Length"] = str(len(response.content))  # type: ignore[attr-defined]  # likewise
        response.headers["Content-Encoding"] = "zstd"
        if response.get("ETag", "").startswith('"'):
            response.headers["ETag"] = f"W/{response['ETag']}"
        return response


def _is_for_zstd(request: HttpRequest, response: HttpResponseBase) -> bool:
    meta = request.META
    return (
        not response.streaming
        and best_encoding(meta.get("HTTP_ACCEPT_ENCODING", "")) == "zstd"
        and not response.cookies
        and not meta.get("HTTP_COOKIE")
        and "HTTP_AUTHORIZATION" not in meta
        and "Content-Encoding" not in response.headers
        and len(response.content) >= MIN_COMPRESSED  # type: ignore[attr-defined]  # it is no stream
    )
