"""Between a look at what a sheet would do and the word to do it: kept a day, for one person."""

from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.utils import timezone

from portal.accounts.models import User
from portal.exchange.sheets.admin import KEPT
from portal.exchange.sheets.models import SheetUpload
from portal.exchange.sheets.reading import MAX_FILE_SIZE


def received(sent: Any, user: User, target: str) -> SheetUpload:
    """The file that somebody sent for a list, not stored yet.

    The reader says how large a file may be; no more than that is taken into memory.
    """
    return SheetUpload(
        user=user, target=target, name=sent.name[:200], content=sent.read(MAX_FILE_SIZE + 1)
    )


def store(upload: SheetUpload) -> None:
    """Keep the file until it is confirmed; those of yesterday go."""
    SheetUpload.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
    upload.save()


def signed(upload: SheetUpload, seen: str, *, salt: str) -> str:
    """The word that names the file and what was seen of it."""
    return signing.dumps({"upload": upload.pk, "seen": seen}, salt=salt)


def asked(
    request: HttpRequest, user: User, target: str, *, salt: str
) -> tuple[SheetUpload | None, str]:
    """The file that the posted word names, if it is this person's and for this list."""
    try:
        named = signing.loads(request.POST.get("look", ""), salt=salt, max_age=KEPT)
    except signing.BadSignature:
        return None, ""
    own = SheetUpload.objects.filter(user=user, target=target)
    return own.select_for_update().filter(pk=named["upload"]).first(), named["seen"]
