from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.publishing.models.publish_at import PublishAtMixin
from portal.publishing.models.state import OPEN, State

if TYPE_CHECKING:
    from portal.publishing.models.publication import Publication


class ChangeSetQuerySet(models.QuerySet["ChangeSet"]):
    def at_hand(self, *states: State) -> "ChangeSetQuerySet":
        """Return changes in these states that somebody can go on with: their page is live.

        One of a page that was withdrawn rests until the page is back.
        """
        return self.filter(state__in=states, publication__state=State.PUBLISHED)


class ChangeSet(PublishAtMixin):
    """A change to a live page that readers do not see until it is approved.

    Its text is its newest version; further edits while it waits join it.
    """

    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="change_sets",
    )
    # The live version that was changed; where the page has moved on since, nothing is decided.
    base_number = models.PositiveIntegerField(_("based on version"))
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.DRAFT)
    # From when on readers shall see it, once it is approved; empty: when somebody puts it in place.
    publish_at = models.DateTimeField(_("takes effect at"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("opened by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    comment = models.TextField(_("word"), blank=True)
    # The version that was decided field by field; empty: the newest one was, as a whole.
    decided_number = models.PositiveIntegerField(_("decided version"), null=True)
    # When somebody of the staff first opened what others sent in.
    seen_at = models.DateTimeField(_("seen"), null=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("seen by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    objects = ChangeSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        constraints = [
            models.UniqueConstraint(
                fields=["publication"],
                condition=models.Q(state__in=list(OPEN)),
                name="publishing_changeset_one_open_per_page",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[*OPEN, State.PUBLISHED, State.DISCARDED]),
                name="publishing_changeset_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=list(OPEN), decided_at=None)
                | models.Q(state__in=[State.PUBLISHED, State.DISCARDED], decided_at__isnull=False),
                name="publishing_changeset_decided_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(seen_at=None, seen_by=None)
                | models.Q(seen_at__isnull=False, seen_by__isnull=False),
                name="publishing_changeset_seen_by_somebody",
            ),
        ]
        indexes = [
            # What is due is asked for with each generation.
            models.Index(
                fields=["publish_at"],
                condition=models.Q(state="approved", publish_at__isnull=False),
                name="publishing_changeset_due",
            )
        ]

    def is_outdated(self, page: "Publication") -> bool:
        """Return whether it was written on a text that is no more the live one of its page."""
        return self.base_number != (page.live_number or 0)

    @property
    def is_by_staff(self) -> bool:
        """Return whether the staff began it: nobody else's until it is on the page."""
        return self.opened_by is not None and bool(self.opened_by.is_staff)

    @property
    def is_from_outside(self) -> bool:
        """Return whether somebody outside the staff began it, who is owed an answer."""
        return self.opened_by is not None and not self.opened_by.is_staff

    def __str__(self) -> str:
        return f"{self.publication_id} · {self.get_state_display()}"
