"""Takes files of an enterprise in as far as its quota goes; two at once cannot pass it together."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import Count, OuterRef, Sum
from django.db.models.functions import JSONObject
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.uploads.models import EnterpriseUpload, UploadQuota
from portal.accounts.models import User
from portal.kit.postgres.advisory import Lock
from portal.media.pictures.intake import check_is_picture, get_or_store_picture
from portal.media.pictures.models import Picture
from portal.newsroom.bin_purge import is_file_used

_MEGABYTE: Final = 1024 * 1024
_SETTLED_AFTER: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Room:
    """What an enterprise has used, and what it may."""

    used: int
    files: int
    most: int
    most_files: int

    @property
    def is_nearly_full(self) -> bool:
        """Return whether nine tenths are used."""
        return 10 * self.used >= 9 * self.most or 10 * self.files >= 9 * self.most_files

    def takes(self, size: int) -> bool:
        """Return whether one more file of this size fits."""
        return self.used + size <= self.most and self.files < self.most_files


def room_of(enterprise_id: int) -> Room:
    """Return what an enterprise has used and may use."""
    rows = EnterpriseUpload.objects.filter(enterprise=enterprise_id)
    found = rows.aggregate(used=Sum("size", default=0), files=Count("pk"))
    own = UploadQuota.objects.filter(enterprise=enterprise_id).values("megabytes", "files").first()
    return _room(int(found["used"]), found["files"], own)


def room_in(facts: Mapping[str, Any]) -> Room:
    """Return the same from `desk_facts`, which came with the representative of the request."""
    [sums] = facts["uploads_used"] or [{"size": 0, "files": 0}]
    [own] = facts["uploads_quota"] or [None]
    return _room(int(sums["size"]), int(sums["files"]), own)


def desk_facts(enterprise: str) -> dict[str, ArraySubquery]:
    """Return what is read of uploads with each representative, in the same query."""
    rows = EnterpriseUpload.objects.filter(enterprise=OuterRef(enterprise)).order_by()
    sums = rows.values("enterprise").annotate(row=JSONObject(size=Sum("size"), files=Count("pk")))
    own = UploadQuota.objects.filter(enterprise=OuterRef(enterprise)).order_by()
    return {
        "uploads_used": ArraySubquery(sums.values("row")),
        "uploads_quota": ArraySubquery(
            own.values(row=JSONObject(megabytes="megabytes", files="files"))
        ),
    }


def _room(used: int, files: int, own: Mapping[str, Any] | None) -> Room:
    megabytes = own["megabytes"] if own else settings.ENTERPRISE_UPLOAD_MEGABYTES
    most_files = own["files"] if own else settings.ENTERPRISE_UPLOAD_FILES
    return Room(used, files, megabytes * _MEGABYTE, most_files)


def require_room(enterprise_id: int, size: int) -> None:
    """Raise ValidationError, with what to do, where one more file is too much.

    Others of the enterprise wait until the transaction ends: what it counts is then counted.
    """
    with connection.cursor() as cursor:
        lock = [Lock.ROOM_FOR_FILES, enterprise_id % 2**31]
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", lock)
    room = room_of(enterprise_id)
    if not room.takes(size) and _release_unused(enterprise_id):
        room = room_of(enterprise_id)
    if not room.takes(size):
        raise _too_much(room, size)


def count(enterprise_id: int, name: str, size: int) -> None:
    """Count a stored file; the same one counts once. `require_room` comes before, as one."""
    EnterpriseUpload.objects.get_or_create(
        enterprise_id=enterprise_id, name=name, defaults={"size": size}
    )


def store_picture_of(upload: File[bytes], *, enterprise_id: int, by: User, alt: str) -> Picture:
    """Return the picture of an uploaded file, as `store_picture` does, and count all its sizes.

    One that the library has already takes no room. Its room is set aside first, so that nobody
    waits while it is decoded, and what is written down of an infected one stays. Whatever is
    wrong with the file is told with its name.
    """
    reserved = f"reserved/{uuid4().hex}"
    with _named(upload), transaction.atomic():
        require_room(enterprise_id, upload.size or 0)
        count(enterprise_id, reserved, upload.size or 0)
    try:
        with _named(upload):
            picture, is_new = get_or_store_picture(upload, by=by, alt=alt)
        if is_new:
            size = sum(each["bytes"] for each in (*picture.renditions, *picture.crops))
            count(enterprise_id, str(picture.file.name), size)
        return picture
    finally:
        EnterpriseUpload.objects.filter(enterprise=enterprise_id, name=reserved).delete()


def checked_picture(upload: "UploadedFile[bytes] | None") -> "UploadedFile[bytes] | None":
    """Return a file that may be a picture; raise ValidationError by what it is, unread.

    So a form says so together with its other faults, before the picture is decoded.
    """
    if upload is not None:
        with _named(upload):
            check_is_picture(upload)
    return upload


@contextmanager
def _named(upload: File[bytes]) -> Iterator[None]:
    """Put the name of the file before what is wrong with it: a form may have several."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError(
            [f"{upload.name}: {message}" for message in error.messages]
        ) from error


def _release_unused(enterprise_id: int) -> bool:
    """Count no longer what no page and no version has; return whether there was such a file.

    What has only just come in may be on its way to its page.
    """
    settled = timezone.now() - _SETTLED_AFTER
    rows = EnterpriseUpload.objects.filter(enterprise=enterprise_id, at__lt=settled)
    gone = [row.pk for row in rows if not is_file_used(row.name)]
    EnterpriseUpload.objects.filter(pk__in=gone).delete()
    return bool(gone)


def _too_much(room: Room, size: int) -> ValidationError:
    values = {
        "size": filesizeformat(size),
        "used": filesizeformat(room.used),
        "most": filesizeformat(room.most),
        "files": room.files,
        "most_files": room.most_files,
    }
    text = _(
        "There is no room for this file (%(size)s): %(used)s of %(most)s and %(files)s of "
        "%(most_files)s files are used, earlier versions included. Send a smaller file, or ask "
        "the department for more room."
    )
    return ValidationError(text % values, code="quota")
