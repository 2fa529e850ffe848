"""What the newsroom remembers beside the versions: typed and not yet saved, who is there."""

from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# In the address of a form: open it with what was typed and not saved.
RESTORE: Final = "khoi-phuc"


# In place of an opening there: what was kept last.
NEWEST: Final = "1"


def restoring(path: str, opening: str = "") -> str:
    """Return the address of a form that opens with what was typed in an opening and not saved."""
    return f"{path}?{RESTORE}={opening or NEWEST}"


class Autosave(models.Model):
    """What somebody typed in one form and has not saved; readers and versions know nothing of it.

    Without a publication it belongs to the form for a new one of its kind. Each time that a form
    is opened is an opening with a text of its own, so that none takes the place of another.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=32)
    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    opening = models.CharField(_("opening of the form"), max_length=32, default="", db_default="")
    fields = models.JSONField(_("typed text"))
    saved_at = models.DateTimeField(_("saved"), db_index=True)

    class Meta:
        verbose_name = _("text not yet saved")
        verbose_name_plural = _("texts not yet saved")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "publication", "opening"],
                nulls_distinct=False,
                name="editing_autosave_one_per_opening",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.publication or self.kind}"


class Presence(models.Model):
    """Somebody has a page open in its form, or had a moment ago."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+"
    )
    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    opened_at = models.DateTimeField(_("opened"))
    seen_at = models.DateTimeField(_("last seen"), db_index=True)

    exclude_from_backup: ClassVar[str] = "Nobody has a form open on a site that was restored."

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "user"], name="editing_presence_one_per_person_and_page"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.publication}"
