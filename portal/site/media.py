"""Serves uploaded files where no web server in front does; nothing uploaded can act on the page."""

import os
import stat
from pathlib import Path

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
    file, facts = _find(path)
    headers = _headers(path, facts)
    unchanged = get_conditional_response(
        request, etag=headers["ETag"], last_modified=int(facts.st_mtime)
    )
    response = unchanged or _whole(file)
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _headers(path: str, facts: os.stat_result) -> dict[str, str]:
    return {
        "ETag": f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"',
        "Last-Modified": http_date(facts.st_mtime),
        "Cache-Control": FOREVER if path.startswith(f"{FOLDER}/") else A_WHILE,
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    }


def _whole(file: Path) -> HttpResponseBase:
    extension = file.suffix.lower().lstrip(".")
    try:
        return FileResponse(
            file.open("rb"),
            as_attachment=extension not in SHOWN,
            filename=file.name,
            content_type=_content_type(extension),
        )
    except OSError as error:
        raise Http404 from error


def _find(path: str) -> tuple[Path, os.stat_result]:
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
    return found, facts


def _content_type(extension: str) -> str:
    if extension in SHOWN:
        return SHOWN[extension]
    known = FORMATS.get(extension)
    return known.content_type if known else "application/octet-stream"
