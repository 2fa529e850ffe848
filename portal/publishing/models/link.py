"""Which page points where: the reference behind each link of a text."""

import hashlib
from urllib.parse import urldefrag

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.constraints import is_known

MAX_LENGTH = 2000


class LinkState(models.TextChoices):
    """What is known of an address elsewhere."""

    NEW = "new", _("not checked yet")
    ALIVE = "alive", _("answers")
    FAILING = "failing", _("does not answer, is tried again")
    DEAD = "dead", _("dead")


class ExternalAddress(models.Model):
    """An address elsewhere, once for all pages that link to it, and what became of it."""

    # The hash of the address: an index cannot hold the longest ones themselves.
    key = models.CharField(max_length=64, unique=True, editable=False)
    url = models.CharField(_("address"), max_length=MAX_LENGTH)
    state = models.CharField(
        _("state"), max_length=16, choices=LinkState, default=LinkState.NEW, editable=False
    )
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    status = models.PositiveSmallIntegerField(_("answer code"), null=True)
    reason = models.CharField(_("what was wrong"), max_length=300, blank=True)
    moved_to = models.CharField(_("has moved to"), max_length=MAX_LENGTH, blank=True)
    checked_at = models.DateTimeField(_("last checked"), null=True)
    next_check_at = models.DateTimeField(_("next check"), default=timezone.now)
    # It stands on a page without standing in a text: see portal.links.registry.
    is_listed = models.BooleanField(_("in a list of addresses"), default=False, db_default=False)

    class Meta:
        verbose_name = _("external address")
        verbose_name_plural = _("external addresses")
        constraints = [
            is_known("state", LinkState, "publishing_externaladdress_state_is_known"),
        ]
        indexes = [
            models.Index(fields=["next_check_at", "id"], name="portal_external_next"),
            models.Index(fields=["state", "id"], name="portal_external_state"),
        ]

    def __str__(self) -> str:
        return self.url

    @classmethod
    def at(cls, address: str) -> "ExternalAddress":
        """Return the row of an address that is not stored yet.

        Places within a page are one address.
        """
        url = urldefrag(address).url
        return cls(url=url, key=hashlib.sha256(url.encode()).hexdigest())


class Link(models.Model):
    """A link in a page's own text, or in the change that waits on it, and what it refers to.

    The reference is a row and not an address: it holds when the target's address changes. With
    neither target nor external address, the link leads to a place of our own where nothing is.
    """

    source = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="links",
    )
    is_pending = models.BooleanField(_("in a waiting change"), default=False)
    # As it stands in the text.
    address = models.CharField(_("address"), max_length=MAX_LENGTH)
    words = models.CharField(_("words of the link"), max_length=300, blank=True)
    target = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("page it leads to"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="pointing",
    )
    external = models.ForeignKey(
        ExternalAddress,
        verbose_name=_("external address"),
        on_delete=models.CASCADE,
        null=True,
        related_name="links",
    )

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(target=None) | models.Q(external=None),
                name="publishing_link_has_one_target",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(target=None, external=None),
                name="publishing_link_leads_nowhere",
            ),
        ]

    def __str__(self) -> str:
        return self.address
