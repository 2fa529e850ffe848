"""Links with which somebody without an account reads a text before it is public, and answers."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.kit.constraints import is_known
from portal.kit.secret_links import hash_token
from portal.publishing.attachments import files_of_newest
from portal.publishing.models import Publication, State

DAYS = 7
MAX_DAYS = 30
# More than that on one link is no conversation about a draft.
MAX_ANSWERS = 50
MAX_CHARACTERS = 4000


class PreviewLinkManager(models.Manager["PreviewLink"]):
    def make(
        self, publication: Publication, *, by: User, label: str, days: int = DAYS
    ) -> tuple["PreviewLink", str]:
        """Return a new link and its secret, which is told this once."""
        token = secrets.token_urlsafe(32)
        link = self.create(
            publication_id=publication.pk,
            token_hash=hash_token(token),
            label=label,
            created_by=by,
            expires_at=timezone.now() + timedelta(days=days),
        )
        return link, token

    def with_token(self, token: str) -> "PreviewLink | None":
        """Return the link of this secret, open or not."""
        rows = self.filter(token_hash=hash_token(token))
        return rows.select_related("publication", "created_by").first()


class PreviewLink(models.Model):
    """A way to one text for one reader outside; it ends by itself and can be revoked."""

    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="preview_links",
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    label = models.CharField(_("who gets it"), max_length=100)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects = PreviewLinkManager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")),
                name="editing_previewlink_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_open(self) -> bool:
        """Return whether it still leads to the text.

        A withdrawn or binned text is for nobody outside.

        Nor is any for whom somebody invited who is not of the staff any more.
        """
        return (
            self.revoked_at is None
            and self.expires_at > timezone.now()
            and self.created_by.is_active
            and self.created_by.is_staff
            and self.publication.state not in (State.WITHDRAWN, State.BINNED)
        )

    def name_of(self, file: str) -> str | None:
        """Return what its text calls a stored file; None where it does not lead to that file."""
        return files_of_newest(self.publication).get(file) if self.is_open else None

    def revoke(self) -> None:
        """End the link now; it stays in the list with its answers."""
        self.revoked_at = self.revoked_at or timezone.now()
        self.save(update_fields=["revoked_at"])


class Verdict(models.TextChoices):
    """What a reader outside says to a text."""

    AGREE = "agree", _("I agree")
    COMMENT = "comment", _("I have comments")


class PreviewAnswer(models.Model):
    """What somebody answered over a link, and to which version."""

    link = models.ForeignKey(
        PreviewLink, verbose_name=_("link"), on_delete=models.CASCADE, related_name="answers"
    )
    number = models.PositiveIntegerField(_("version"))
    name = models.CharField(_("your name"), max_length=100)
    verdict = models.CharField(_("answer"), max_length=16, choices=Verdict)
    text = models.TextField(_("comments"), max_length=MAX_CHARACTERS, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("answer to a preview")
        verbose_name_plural = _("answers to a preview")
        ordering = ["-at", "-id"]
        constraints = [
            is_known("verdict", Verdict, "editing_previewanswer_verdict_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="editing_previewanswer_has_a_name"),
            models.CheckConstraint(
                condition=~Q(verdict="comment", text=""),
                name="editing_previewanswer_comment_has_text",
                violation_error_message=_("Write what you would change."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_verdict_display()}"
