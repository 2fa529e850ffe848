"""Serves uploaded files to who may have them; nothing uploaded can act on the page."""

import hashlib
import os
import posixpath
import stat
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.editing.models import PreviewLink
from portal.editing.stored_files import name_on, page_to_fetch_from
from portal.kit.files.documents import FILMS, FORMATS, RECORDINGS
from portal.kit.text.normalize import as_name
from portal.media.pictures.names import FOLDER
from portal.media.scanning.services import is_clean
from portal.publishing.attachments import public_name_of
from portal.publishing.conditional import etag_of
from portal.publishing.models import Attachment
from portal.site.errors import PrivateNotFound
from portal.site.ranges import part, requested_range

# The drawn pictures that stand beside links to our pages elsewhere: shown by `cards.py` alone,
# which asks whether their page still is for everybody.
CARDS = "chia-se"
SHOWN = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif"}
# Played on the page; a player asks for it part by part.
PLAYED = {
    name: form.content_type
    for name, form in FORMATS.items()
    if form.content_type.startswith((RECORDINGS, FILMS))
}
# A picture's name says what is in it, so what stands under it never changes.
FOREVER = "public, max-age=31536000, immutable"
A_WHILE = "public, max-age=300"
# What not everybody may see is kept by nobody on its way, nor by the browser.
PRIVATE = "private, no-store"
# What stands under an attachment's address may be replaced or withdrawn at any moment.
ASK_AGAIN = "no-cache"
# The location of the server in front (deploy/nginx) that only our answers lead to.
HANDED_OVER = "/.media/"
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
GUARDS = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve an uploaded file: pictures are shown, anything else is for saving.

    Pictures are open to all who know their names; a file of a page to those who may read it.
    """
    # Each file has one name: a way around, such as `anh/../`, leads nowhere.
    if posixpath.normpath(path) != path or "\0" in path:
        raise PrivateNotFound
    # All else in the media folder belongs to pages, and not each page is for everybody.
    if path.startswith(f"{FOLDER}/"):
        _require_clean(path)
        return served(request, path, FOREVER)
    # The public rule first: a reader's request must not touch the session.
    if (name := public_name_of(path)) is not None:
        return served(request, path, A_WHILE, name=name)
    if (page := page_to_fetch_from(request.user, path)) is not None:
        return _in_private(
            request, path, name=name_on(page, path, is_for_keeper=not request.user.is_staff)
        )
    raise PrivateNotFound


@require_safe
def preview_file(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """Serve a file of the text behind a preview link, for as long as the link is valid."""
    link = PreviewLink.objects.with_token(token)
    name = link.name_of(path) if link is not None else None
    if name is None:
        raise PrivateNotFound
    _require_clean(path)
    return _in_private(request, path, name=name)


def _in_private(request: HttpRequest, path: str, *, name: str) -> HttpResponseBase:
    response = served(request, path, PRIVATE, name=name)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Serve the current file of an attachment of a public page."""
    found = _of_a_public_page(pk)
    return _at_its_address(request, found, str(found.file.name), name=found.name)


@require_safe
def attachment_version(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Serve an earlier file of an attachment of a public page."""
    found = _of_a_public_page(pk)
    versions = found.publication.attachment_versions.open_to_readers()
    version = versions.filter(attachment_key=pk, number=number).first()
    if version is None:
        raise PrivateNotFound
    _require_clean(str(version.file.name))
    # Asked again each time, for the page may be withdrawn and the file closed.
    name = f"{found.name} ({number})"
    return _at_its_address(request, found, str(version.file.name), name=name)


def _at_its_address(
    request: HttpRequest, of: Attachment, path: str, *, name: str
) -> HttpResponseBase:
    """Serve what stands at an address of an attachment today; a change of its page may change it.

    An older file may take the place of a newer one.
    """
    changed_at = of.publication.last_changed_at
    return served(request, path, ASK_AGAIN, name=name, changed_at=changed_at)


@require_safe
def captions(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Serve the captions of a film of a public page to its player."""
    found = _of_a_public_page(pk)
    if not found.is_film or not found.captions:
        raise PrivateNotFound
    etag = f'"{hashlib.sha256(found.captions.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        found.captions, content_type="text/vtt; charset=utf-8"
    )
    for header, value in {"ETag": etag, "Cache-Control": ASK_AGAIN, **GUARDS}.items():
        response.headers[header] = value
    return response


def _require_clean(path: str) -> None:
    """Raise PrivateNotFound for a file at which a virus scanner has still to look."""
    if not is_clean(path):
        raise PrivateNotFound


def _of_a_public_page(pk: int) -> Attachment:
    found = Attachment.objects.public().filter(pk=pk).select_related("publication").first()
    if found is None:
        raise PrivateNotFound
    return found


def served(
    request: HttpRequest,
    path: str,
    cache: str,
    name: str = "",
    changed_at: datetime | None = None,
) -> HttpResponseBase:
    """Answer with the file below the media folder, or 304 if it has not changed.

    `changed_at` is when another file may have come to its address.
    """
    file, facts = _find(path)
    changed = max(facts.st_mtime, changed_at.timestamp() if changed_at else 0)
    headers = {
        "ETag": etag_of(path, name, facts.st_mtime_ns, facts.st_size),
        "Last-Modified": http_date(changed),
        "Cache-Control": cache,
        **GUARDS,
        "Accept-Ranges": "bytes" if _extension(file) in PLAYED else "none",
    }
    unchanged = get_conditional_response(request, etag=headers["ETag"], last_modified=int(changed))
    response = (
        unchanged
        or _handed_over(request, file, name)
        or _part(request, file, facts, headers["ETag"])
        or _attachment_response(file, name)
    )
    for header, value in headers.items():
        response.headers[header] = value
    return response


def _handed_over(request: HttpRequest, file: Path, name: str) -> HttpResponseBase | None:
    """Let the trusted server in front send the file, where it says that it can; else None.

    It never reads the folder by itself: only this answer leads it there.
    """
    if request.META.get("HTTP_X_ACCEL_MEDIA") != "1":
        return None
    response = HttpResponse(content_type=_content_type(_extension(file)))
    response["Content-Disposition"] = _disposition(file, name)
    inside = file.relative_to(Path(settings.MEDIA_ROOT).resolve()).as_posix()
    response["X-Accel-Redirect"] = f"{HANDED_OVER}{quote(inside)}"
    return response


def _disposition(file: Path, name: str) -> str:
    extension = _extension(file)
    given = f"{(as_name(name) or _('file')).replace('/', '-')}{file.suffix}"
    is_saved = extension not in SHOWN and extension not in PLAYED
    return content_disposition_header(is_saved, given) or "inline"


def _part(
    request: HttpRequest, file: Path, facts: os.stat_result, etag: str
) -> HttpResponseBase | None:
    """Return the requested part of a recording; None if the whole is meant."""
    kind = PLAYED.get(_extension(file))
    span = requested_range(request, facts.st_size, etag) if kind else None
    if kind is None or span is None:
        return None
    try:
        return part(file.open("rb"), span, facts.st_size, kind)
    except OSError as error:
        raise PrivateNotFound from error


def _extension(file: Path) -> str:
    return file.suffix.lower().lstrip(".")


def _attachment_response(file: Path, name: str) -> HttpResponseBase:
    """Return the file, to be saved under a name that people gave it, else under its own."""
    try:
        response = FileResponse(file.open("rb"), content_type=_content_type(_extension(file)))
    except OSError as error:
        raise PrivateNotFound from error
    response["Content-Disposition"] = _disposition(file, name)
    return response


def _find(path: str) -> tuple[Path, os.stat_result]:
    """Return the regular file at a path below the media folder; anything else does not exist."""
    root = Path(settings.MEDIA_ROOT).resolve()
    try:
        found = (root / path).resolve(strict=True)
        facts = found.stat()
    except (OSError, ValueError) as error:
        raise PrivateNotFound from error
    hidden = any(part.startswith(".") for part in Path(path).parts)
    if hidden or not found.is_relative_to(root) or not stat.S_ISREG(facts.st_mode):
        raise PrivateNotFound
    return found, facts


def _content_type(extension: str) -> str:
    if extension in SHOWN:
        return SHOWN[extension]
    known = FORMATS.get(extension)
    return known.content_type if known else "application/octet-stream"
