"""Takes a picture in: checks it, makes every size of it, keeps the files and the row."""

import hashlib
from typing import BinaryIO, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import connection, transaction
from django.utils.translation import gettext as _

from portal.audit.recording import record_saved
from portal.kit.files.documents import check_size, extension_of, require_ending, require_kind
from portal.kit.files.signatures import kind_of
from portal.media.pictures import names
from portal.media.pictures.crops import rendition, write_crops
from portal.media.pictures.files import delete_files, files_of, write
from portal.media.pictures.making import Made
from portal.media.pictures.models import Picture
from portal.media.pictures.names import FORMATS
from portal.media.pictures.sandbox import make_in_sandbox
from portal.media.scanning.services import check_upload

MAX_FILE_SIZE = 20 * 1024 * 1024
EXTENSIONS = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "gif": "gif", "webp": "webp"}


def store_picture(
    uploaded_file: File[bytes], *, by: AbstractBaseUser | None, alt: str = ""
) -> Picture:
    """Return the picture of an uploaded file, stored in every size; the same file is stored once.

    Raise ValidationError, in words for the person who uploads, if it is no usable picture.
    """
    return get_or_store_picture(uploaded_file, by=by, alt=alt)[0]


def get_or_store_picture(
    uploaded_file: File[bytes], *, by: AbstractBaseUser | None, alt: str
) -> tuple[Picture, bool]:
    """Return the picture as `store_picture` does, and whether it is new to the library."""
    content = _checked_content(uploaded_file)
    digest = hashlib.sha256(content).hexdigest()
    check_upload(uploaded_file, name=f"{names.folder_of(digest)}/{digest[:32]}", by=by)
    if known := Picture.objects.filter(sha256=digest).first():
        return known, False
    made = make_in_sandbox(content)
    with transaction.atomic():
        _lock_digest(digest)
        if known := Picture.objects.filter(sha256=digest).first():
            return known, False
        written: list[str] = []
        try:
            return _store(made, digest, by=by, alt=alt, written=written), True
        except BaseException:
            delete_files(written)
            raise


def _lock_digest(digest: str) -> None:
    """Let one upload of the same file in at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])


def forget_files(digest: str) -> None:
    """Delete all files of a picture that is gone, also crops that its row named no more.

    Where the same file has been sent again meanwhile, they are its files.
    """
    with transaction.atomic():
        _lock_digest(digest)
        if not Picture.objects.filter(sha256=digest).exists():
            delete_files(files_of(names.folder_of(digest), f"{digest[:32]}-"))


def check_is_picture(uploaded_file: File[bytes]) -> None:
    """Raise ValidationError where name, size or first bytes are not those of a picture."""
    extension = extension_of(uploaded_file)
    require_ending(extension, example="jpg", allowed=EXTENSIONS)
    if extension not in EXTENSIONS:
        raise ValidationError(
            _("Pictures are JPEG, PNG, GIF or WebP; this file is named “.%(extension)s”."),
            code="extension",
            params={"extension": extension},
        )
    check_size(uploaded_file.size, MAX_FILE_SIZE)
    require_kind(kind_of(cast(BinaryIO, uploaded_file)), EXTENSIONS[extension], extension)


def _checked_content(uploaded_file: File[bytes]) -> bytes:
    check_is_picture(uploaded_file)
    return cast(BinaryIO, uploaded_file).read()


def _store(
    made: list[Made], digest: str, *, by: AbstractBaseUser | None, alt: str, written: list[str]
) -> Picture:
    uncropped = [each for each in made if not each.is_crop]
    largest = uncropped[-1]
    extension = FORMATS[uncropped[0].format].extension
    name = names.StoredName(digest[:32], largest.width, largest.height, extension)
    renditions = []
    for each in uncropped:
        path = name.path_at(each.width, each.height, FORMATS[each.format].extension)
        write(path, each.content, written)
        renditions.append(rendition(each, path))
    picture = Picture(
        file=name.path,
        width=largest.width,
        height=largest.height,
        alt=alt,
        sha256=digest,
        renditions=renditions,
        created_by_id=by.pk if by is not None else None,
    )
    picture.crops = write_crops(made, picture, written)
    picture.save()
    record_saved(picture, before={}, by=by)
    return picture
