"""A sheet between its preview and its confirmation: kept a day, for one person and one list."""

from datetime import timedelta
from typing import Final

from django.core import signing
from django.utils import timezone

from portal.accounts.models import User
from portal.exchange.sheets.models import SheetUpload

KEPT: Final = timedelta(days=1)
_SALT: Final = "portal.exchange.sheets"


def stage(upload: SheetUpload) -> None:
    """Keep the file until it is confirmed; those of yesterday go."""
    SheetUpload.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()
    upload.save()


def token(upload: SheetUpload, fingerprint: str) -> str:
    """Return a signed word that names the file and what its preview showed."""
    return signing.dumps({"upload": upload.pk, "seen": fingerprint}, salt=_SALT)


def staged(token: str, *, user: User, target: str) -> tuple[SheetUpload | None, str]:
    """Return the file and the fingerprint of a token, if they are this person's and this list's."""
    try:
        named = signing.loads(token, salt=_SALT, max_age=KEPT)
    except signing.BadSignature:
        return None, ""
    own = SheetUpload.objects.filter(user=user, target=target)
    return own.select_for_update().filter(pk=named["upload"]).first(), named["seen"]
