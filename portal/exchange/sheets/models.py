"""A sheet between its preview and its confirmation: kept a day, for one person and one list."""

from datetime import timedelta
from typing import ClassVar, Final

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User

KEPT: Final = timedelta(days=1)
_SALT: Final = "portal.exchange.sheets"


class SheetUpload(models.Model):
    """A file that somebody has sent and not yet confirmed; theirs alone, and kept for a day.

    In the database and not in a folder: the confirming request may reach another process.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+"
    )
    # The list that it is meant for, such as "articles.article".
    target = models.CharField(_("list"), max_length=100)
    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("content"))
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, db_index=True)

    exclude_from_backup: ClassVar[str] = "It waits a day at most; its sender sends it again."

    class Meta:
        verbose_name = _("sheet not yet taken in")
        verbose_name_plural = _("sheets not yet taken in")

    def __str__(self) -> str:
        return f"{self.name} → {self.target}"


def stage(upload: SheetUpload) -> None:
    """Keep the file until it is confirmed; those of yesterday go."""
    forget_old()
    upload.save()


def forget_old() -> None:
    """Delete the files that nobody has confirmed within a day."""
    SheetUpload.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()


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
