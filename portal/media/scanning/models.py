"""What the virus scanner said of each stored file."""

from typing import Final

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known


class ScanState(models.TextChoices):
    """What is known of a file; of one without a row nothing is."""

    WAITING = "waiting", _("not scanned for viruses yet")
    CLEAN = "clean", _("scanned, no virus found")
    INFECTED = "infected", _("a virus was found, the file is locked away")


# In the place of a version of its signatures: the scanner looked, and could not scan the file.
UNSCANNABLE: Final = "-"


class ScannedFile(models.Model):
    """A stored file by its name, which says what is in it; of a picture all sizes together."""

    key = models.CharField(_("name below the media folder"), max_length=200, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=ScanState)
    virus = models.CharField(_("what was found"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    # What the scanner knew when it looked again; "" before that.
    signatures = models.CharField(_("version of the signatures"), max_length=40, blank=True)

    objects: models.Manager["ScannedFile"] = models.Manager()

    class Meta:
        verbose_name = _("scanned file")
        verbose_name_plural = _("scanned files")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["at"], condition=~models.Q(state="clean"), name="scanning_file_not_clean"
            ),
            models.Index(
                fields=["at"], condition=models.Q(state="clean"), name="scanning_file_clean_since"
            ),
        ]
        constraints = [
            is_known("state", ScanState, "scanning_file_state_is_known"),
            models.CheckConstraint(
                condition=models.Q(state="infected") ^ models.Q(virus=""),
                name="scanning_file_names_its_virus",
            ),
        ]

    def __str__(self) -> str:
        return self.key
