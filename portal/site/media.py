"""Serves uploaded files where no web server in front does; nothing uploaded can act on the page."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from portal.pictures.names import FOLDER
from portal.uploads.documents import FORMATS

SHOWN = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif"}
# A picture's name says what is in it, so what stands under it never changes.
FOREVER = "public, max-age=31536000, immutable"
A_WHILE = "public, max-age=300"
POLICY = "default-src 'none'; sandbox"


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """One uploaded file: pictures are shown, anything else is for saving."""
    file, facts = _open(path)
    extension = Path(path).suffix.lower().lstrip(".")
    response = FileResponse(
        file,
        as_attachment=extension not in SHOWN,
        filename=Path(path).name,
        content_type=_content_type(extension),
    )
    etag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    headers = {
        "ETag": etag,
        "Last-Modified": http_date(facts.st_mtime),
        "Cache-Control": FOREVER if path.startswith(f"{FOLDER}/") else A_WHILE,
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }
    for name, value in headers.items():
        response.headers[name] = value
    conditional = get_conditional_response(
        request, etag=etag, last_modified=int(facts.st_mtime), response=response
    )
    if conditional is not response:
        file.close()
    return conditional or response


def _open(path: str) -> tuple[BinaryIO, os.stat_result]:
    """The regular file at a path below the media folder; anything else does not exist."""
    root = Path(settings.MEDIA_ROOT).resolve()
    try:
        found = (root / path).resolve(strict=True)
        facts = found.stat()
    except (OSError, ValueError) as error:
        raise Http404 from error
    hidden = any(part.startswith(".") for part in Path(path).parts)
    if hidden or not found.is_relative_to(root) or not stat.S_ISREG(facts.st_mode):
        raise Http404
    try:
        return found.open("rb"), facts
    except OSError as error:
        raise Http404 from error


def _content_type(extension: str) -> str:
    if extension in SHOWN:
        return SHOWN[extension]
    known = FORMATS.get(extension)
    return known.content_type if known else "application/octet-stream"
