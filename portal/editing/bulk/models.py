"""What is to be done with many pages at once, written down so that it outlives any process."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.kit.constraints import is_known

# More at once is the operator's work, with a command.
MAX_ROWS = 5000
RETENTION = timedelta(days=90)
# The helper comes back to a job every few seconds, unless it does not run or is busy elsewhere.
PATIENCE = timedelta(seconds=30)


class Action(models.TextChoices):
    """What can be done with many pages."""

    SUBMIT = "submit", _("Submit for review")
    APPROVE = "approve", _("Approve")
    PUBLISH = "publish", _("Publish")
    WITHDRAW = "withdraw", _("Withdraw")
    TOPIC = "topic", _("Add a topic")
    SECTION = "section", _("Move to a section")
    BIN = "bin", _("Put into the bin")
    RESTORE = "restore", _("Restore from the bin")


class Phase(models.TextChoices):
    """How far a job is: asked for, tried out, agreed to, done."""

    ASKED = "asked", _("needs one more detail")
    CHECKING = "checking", _("is being tried out")
    CHECKED = "checked", _("waits for your word")
    RUNNING = "running", _("is being done")
    DONE = "done", _("is done")
    STOPPED = "stopped", _("was stopped")


AT_WORK = (Phase.CHECKING, Phase.RUNNING)
# Actions that say why, or which topic or section.
ASKS = frozenset({Action.WITHDRAW, Action.BIN, Action.TOPIC, Action.SECTION})


class ItemOutcome(models.TextChoices):
    """What came of one page, when tried out and then when done."""

    WAITING = "waiting", _("waits")
    FINE = "fine", _("works")
    REFUSED = "refused", _("does not work")


class TooMany(ValueError):
    """More pages than one job takes."""


class BulkJobManager(models.Manager["BulkJob"]):
    @transaction.atomic
    def plan(
        self, action: Action, pages: Iterable[tuple[int, int, str]], *, by: User, kind: str = ""
    ) -> "BulkJob":
        """Write down a job for pages given by key, version and title; nothing is done yet.

        Raises TooMany.
        """
        rows = list(pages)
        if len(rows) > MAX_ROWS:
            raise TooMany
        self.filter(created_at__lt=timezone.now() - RETENTION).delete()
        phase = Phase.ASKED if action in ASKS else Phase.CHECKING
        job = self.create(user=by, kind=kind, action=action, phase=phase)
        BulkItem.objects.bulk_create(
            (
                BulkItem(job=job, publication_id=key, seen=seen, title=title, position=position)
                for position, (key, seen, title) in enumerate(rows, 1)
            ),
            batch_size=1000,
        )
        return job


class BulkJob(models.Model):
    """One thing to do with many pages, for the person who asked for it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+"
    )
    # Empty: of any kind, as out of the bin.
    kind = models.CharField(_("kind"), max_length=32, blank=True)
    action = models.CharField(_("action"), max_length=16, choices=Action)
    phase = models.CharField(_("phase"), max_length=16, choices=Phase)
    comment = models.TextField(_("word"), blank=True)
    topic = models.ForeignKey(
        "publishing.Topic",
        verbose_name=_("topic"),
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    section = models.ForeignKey(
        "publishing.Section",
        verbose_name=_("section"),
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    # Of its tasks only the newest goes on with it: one that was begun before stops.
    turn = models.PositiveIntegerField(_("turn"), default=0)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    # When the helper last came to it, or was last asked to.
    worked_at = models.DateTimeField(_("last worked on"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = BulkJobManager()

    class Meta:
        verbose_name = _("job for many pages")
        verbose_name_plural = _("jobs for many pages")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["user", "-created_at"], name="bulk_bulkjob_of_a_person")]
        constraints = [
            is_known("action", Action, "bulk_bulkjob_action_is_known"),
            is_known("phase", Phase, "bulk_bulkjob_phase_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} · {self.pk}"

    @property
    def is_at_work(self) -> bool:
        return self.phase in AT_WORK

    @property
    def is_left_waiting(self) -> bool:
        """Return whether it should have gone on long ago: the helper is busy or does not run."""
        return self.is_at_work and self.worked_at < timezone.now() - PATIENCE

    @property
    def is_over(self) -> bool:
        return self.phase in (Phase.DONE, Phase.STOPPED)

    def counts(self) -> dict[str, int]:
        """Return how many of its pages wait, work and do not, and how many there are."""
        rows: Any = self.items.order_by().values_list("outcome")
        found = dict.fromkeys(ItemOutcome.values, 0) | dict(rows.annotate(models.Count("pk")))
        return found | {"all": sum(found.values())}


class BulkItem(models.Model):
    """One page of a job, and what came of it."""

    job = models.ForeignKey(
        BulkJob, verbose_name=_("job"), on_delete=models.CASCADE, related_name="items"
    )
    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    # As it was when it was chosen: who reads the report knows it by that name.
    title = models.CharField(_("title"), max_length=300)
    seen = models.PositiveIntegerField(_("version"))
    position = models.PositiveIntegerField(_("position"))
    outcome = models.CharField(
        _("outcome"), max_length=16, choices=ItemOutcome, default=ItemOutcome.WAITING
    )
    said = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("page of a job")
        verbose_name_plural = _("pages of a job")
        ordering = ["job", "position"]
        indexes = [models.Index(fields=["job", "outcome", "position"], name="bulk_bulkitem_next")]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "publication"], name="bulk_bulkitem_once_per_job"
            ),
            is_known("outcome", ItemOutcome, "bulk_bulkitem_outcome_is_known"),
        ]

    def __str__(self) -> str:
        return self.title
