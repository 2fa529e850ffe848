"""Files chosen in a form that could not be saved: kept for a day, so that nobody chooses again.

What is kept belongs to the person who sent it, lies outside of what is served, and is named in the
form by a signed token only.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminFileWidget
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.files.documents import MAX_VALUE
from portal.media.scanning.services import not_clean
from portal.publishing.file_locks import hold_files
from portal.publishing.models import Publication
from portal.publishing.models.revision import VersionData

# Stands behind the name of a file field in what a form sends.
SUFFIX = "-held"
RETENTION = timedelta(days=1)
# So long after a file is stored a second press of the same button may still bring its token.
SECOND_PRESS = timedelta(minutes=1)
# Of one person; what was kept first goes first.
MAX_FILES, MAX_BYTES = 10, 4 * MAX_VALUE
_SALT = "portal.editing.held_files"
LOST = _("The file that you chose before is not kept any more: choose it again.")


@dataclass(frozen=True, slots=True)
class Held:
    """A file that is kept: its name for people, and what the form sends instead of it."""

    name: str
    token: str


class _KeptFile(UploadedFile[Any]):
    """A kept file that stands among the sent ones again; it lies at `path` until it is stored."""

    def __init__(self, path: Path, name: str) -> None:
        super().__init__(path.open("rb"), name=name, size=path.stat().st_size)
        self.path = path


class _LostFile(UploadedFile[Any]):
    """Stands for a file that is kept no more: its field says so, for what is stored is older."""

    def __init__(self) -> None:
        super().__init__(name="lost")

    @property
    def size(self) -> int:
        """Return the size: the first that a field asks of a file."""
        raise ValidationError(LOST, code="lost")

    @size.setter
    def size(self, value: int | None) -> None:
        """Take what the base class says of a file that is not there."""


class HeldFileInput(forms.FileInput):
    """The choice of a file, which says what is kept of the last try."""

    template_name = "components/held_file.html"
    held: Held | None = None

    def get_context(
        self, name: str, value: object, attrs: dict[str, object] | None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context | {"held": self.held, "held_name": f"{name}{SUFFIX}"}


class HeldFileWidget(HeldFileInput, AdminFileWidget):
    """The same in the admin, with what is stored already and whether it has been scanned."""

    template_name = "admin/widgets/held_file.html"

    def get_context(
        self, name: str, value: object, attrs: dict[str, object] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        stored = str(getattr(value, "name", "") or "") if getattr(value, "url", "") else ""
        scanned = not_clean([stored]).get(stored) if stored else None
        return context | {"scan_state": scanned.label if scanned else ""}


def bring_back(request: HttpRequest) -> list[Path]:
    """Put the kept files that a form names among the sent ones; the places where they lie.

    A file that is chosen anew takes the place of a kept one; one that is gone is told at its field.
    """
    found = []
    for name, token in request.POST.items():
        field = name.removesuffix(SUFFIX)
        if field == name or field in request.FILES or not token:
            continue
        if (kept := _read(str(token), user_id=_sender(request))) is not None:
            request.FILES[field] = _KeptFile(*kept)
            found.append(kept[0])
        elif not _was_just_stored(str(token), user_id=_sender(request)):
            request.FILES[field] = _LostFile()
    return found


def keep(request: HttpRequest, rows: Iterable[forms.BaseForm]) -> None:
    """Keep the good files among those that were sent, and let their fields say so."""
    for form, name, widget in _inputs(rows):
        # A row may stand at another place by now than the one that it was sent with.
        upload = form.files.get(form.add_prefix(name))
        if upload is not None and name not in form.errors:
            widget.held = _store(upload, user_id=_sender(request))


def show_kept(request: HttpRequest, rows: Iterable[forms.BaseForm]) -> None:
    """Let the fields of a text that is brought back say which files of it are still kept."""
    for form, name, widget in _inputs(rows):
        token = str(form.data.get(f"{form.add_prefix(name)}{SUFFIX}", ""))
        if (kept := _read(token, user_id=_sender(request))) is not None:
            widget.held = Held(kept[1], token)


def _inputs(rows: Iterable[forms.BaseForm]) -> Iterator[tuple[forms.BaseForm, str, HeldFileInput]]:
    for form in rows:
        for name, field in form.fields.items():
            if isinstance(field.widget, HeldFileInput):
                yield form, name, field.widget


def refuse_removed(request: HttpRequest, page: Publication, data: VersionData) -> None:
    """Raise ValidationError where a sent file was removed for good before the version is kept.

    What a dry run has stored was held until that was rolled back; from here on it is held again.
    """
    if not request.FILES:
        return
    names = [str(row["file"]) for row in data["parts"].get("attachments", [])]
    hold_files(names)
    gone = [name for name in names if not default_storage.exists(name)]
    if any(not _was_kept_before(page, name) for name in gone):
        raise ValidationError(LOST)


def _was_kept_before(page: Publication, name: str) -> bool:
    part = [{"file": name}]
    return page.revisions.filter(data__parts__attachments__contains=part).exists()


def release(paths: Iterable[Path]) -> None:
    """Forget files that are stored where they belong by now; an empty one tells that they were."""
    for path in paths:
        path.write_bytes(b"")


def delete_old(*, now: datetime | None = None) -> int:
    """Delete what was kept for longer than a day; how many files."""
    limit = ((now or timezone.now()) - RETENTION).timestamp()
    old = [path for path in _root().glob("*/*") if path.stat().st_mtime < limit]
    _delete(old)
    return len(old)


def _delete(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _sender(request: HttpRequest) -> int:
    """Return the key of whoever sent the form: of the staff, or of an enterprise."""
    assert request.user.pk is not None  # noqa: S101  # only forms behind a sign-in take files
    return request.user.pk


def _root() -> Path:
    return Path(settings.HELD_FILES_ROOT)


def _read(token: str, *, user_id: int) -> tuple[Path, str] | None:
    """Return where a kept file lies, and its name.

    None where it is kept no more, or is another's.
    """
    kept = _place(token, user_id=user_id)
    return kept if kept is not None and kept[0].stat().st_size else None


def _was_just_stored(token: str, *, user_id: int) -> bool:
    """Return whether the press before this one has stored the file where it belongs."""
    if (kept := _place(token, user_id=user_id)) is None:
        return False
    known = kept[0].stat()
    limit = (timezone.now() - SECOND_PRESS).timestamp()
    return not known.st_size and known.st_mtime >= limit


def _place(token: str, *, user_id: int) -> tuple[Path, str] | None:
    """Return the place of a token, and a name; None for another's, an old or an invented token."""
    try:
        kept = signing.loads(token, salt=_SALT, max_age=RETENTION)
    except signing.BadSignature:
        return None
    if kept["user"] != user_id:
        return None
    path = _root() / str(user_id) / str(kept["key"])
    return (path, str(kept["name"])) if path.is_file() else None


def _store(upload: UploadedFile[Any], *, user_id: int) -> Held:
    name = Path(upload.name or "").name
    # One that was brought back lies there already; it is kept for a day from now.
    key = upload.path.name if isinstance(upload, _KeptFile) else uuid.uuid4().hex
    if isinstance(upload, _KeptFile) and upload.path.is_file():
        upload.path.touch()
    else:
        _write(_root() / str(user_id), key, upload)
    return Held(name, signing.dumps({"user": user_id, "key": key, "name": name}, salt=_SALT))


def _write(folder: Path, key: str, upload: UploadedFile[Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    upload.seek(0)
    with (folder / key).open("wb") as stream:
        for chunk in upload.chunks():
            stream.write(chunk)
    _delete(_too_many(folder))


def _too_many(folder: Path) -> Iterator[Path]:
    """Yield what lies beyond the bounds, the newest kept."""
    total = 0
    kept = [path for path in folder.iterdir() if path.stat().st_size]
    newest_first = sorted(kept, key=lambda path: path.stat().st_mtime, reverse=True)
    for number, path in enumerate(newest_first):
        total += path.stat().st_size
        if number >= MAX_FILES or total > MAX_BYTES:
            yield path
