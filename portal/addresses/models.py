"""Addresses without a page: of the portal of before, of withdrawn pages, and unknown ones."""

from typing import ClassVar, Final, Unpack

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.addresses.written import (
    LEADS_INSIDE,
    MAX_LENGTH,
    checked_target,
    folders_of,
    normalized,
)
from portal.kit.typing import SaveOptions
from portal.publishing import links
from portal.publishing.models import Publication, Redirect, State

MAX_REASON: Final = 300


class OldAddress(models.Model):
    """An address that a portal of before had, and where it leads now."""

    address = models.CharField(
        _("old address"),
        max_length=MAX_LENGTH,
        unique=True,
        help_text=_(
            "As people have it, without the host: /tin/bai-cu.html or /?act=news&id=12. The order "
            "after the question mark does not matter."
        ),
    )
    is_prefix = models.BooleanField(
        _("all that begins so"),
        default=False,
        help_text=_(
            "Addresses below it lead to the same folder with their rest: /cu/a.html to NEW/a.html."
        ),
    )
    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("leads to the page"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("It follows the page wherever that moves."),
    )
    target = models.CharField(
        _("or to the address"),
        max_length=MAX_LENGTH,
        blank=True,
        help_text=_("An address of this site that is no article, such as /tin-tuc/."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects: ClassVar[models.Manager["OldAddress"]] = models.Manager()

    class Meta:
        verbose_name = _("address of the portal before")
        verbose_name_plural = _("addresses of the portal before")
        ordering: ClassVar = ["address"]
        indexes: ClassVar = [
            # For what begins so, too.
            models.Index(
                fields=["target"],
                opclasses=["varchar_pattern_ops"],
                name="addresses_oldaddress_target",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(publication=None) ^ Q(target=""),
                name="addresses_oldaddress_has_one_target",
                violation_error_message=_("Choose a page or write an address, one of both."),
            ),
            models.CheckConstraint(
                condition=Q(address__regex=r"^/[^/\\]|^/$"),
                name="addresses_oldaddress_is_a_path",
            ),
            models.CheckConstraint(
                condition=Q(target="") | Q(target__regex=r"^/[a-z]"),
                name="addresses_oldaddress_leads_inside",
                violation_error_message=LEADS_INSIDE,
            ),
            models.CheckConstraint(
                condition=Q(is_prefix=False)
                | Q(publication=None, address__regex=r"^/[^?]+/$", target__endswith="/"),
                name="addresses_oldaddress_prefix_is_a_folder",
                violation_error_message=_("Where all below leads on, both end in /, without a ?."),
            ),
        ]

    def __str__(self) -> str:
        return self.address

    def save(self, *, finds_links: bool = True, **options: Unpack[SaveOptions]) -> None:
        """Save it; it is no longer among those that nobody finds, nor are links to it dead.

        Who saves many finds the links to all of them at once.
        """
        super().save(**options)
        missing = MissingAddress.objects.all()
        if self.is_prefix:
            missing.filter(address__startswith=self.address).delete()
        missing.filter(address=self.address).delete()
        if finds_links:
            links.find_dead_again(self.address)

    def clean(self) -> None:
        """Bring the address into its one form; refuse what would lead outside or in a circle."""
        try:
            self.address = normalized(self.address)
        except ValidationError as error:
            raise ValidationError({"address": error}) from error
        if self.target:
            self.target = checked_target(self.target)
            self._lead_to_page()
        self._refuse_where_a_page_lives()
        if self.target and self._is_circle():
            message = _("It would lead back to an old address; write where it shall end.")
            raise ValidationError({"target": message})

    def _refuse_where_a_page_lives(self) -> None:
        page = Publication.objects.filter(path=self.address).first()
        if page is None:
            return
        if page.is_public:
            raise ValidationError({"address": _("A page of this site lives at this address.")})
        message = _(
            "A page of this site has this address, and readers do not see it now. If it was "
            "withdrawn, write in a notice why, and what to read in its place."
        )
        raise ValidationError({"address": message})

    def _lead_to_page(self) -> None:
        """Lead to the page that lives at the target, so that it is followed wherever it moves."""
        if self.is_prefix or self.publication_id is not None:
            return
        page = Publication.objects.filter(path=self.target).first()
        if page is not None:
            self.publication, self.target = page, ""

    def _is_circle(self) -> bool:
        """Return whether a target lies at or below an old address, in either direction."""
        if self.target == self.address or (self.is_prefix and self.target.startswith(self.address)):
            return True
        # Each by an index: a sheet asks it for every row.
        circles = (
            Q(address=self.target)
            | Q(is_prefix=True, address__in=folders_of(self.target))
            | Q(target=self.address)
        )
        if self.is_prefix:
            circles |= Q(target__startswith=self.address)
        return OldAddress.objects.exclude(pk=self.pk).filter(circles).exists()


class MissingAddressQuerySet(models.QuerySet["MissingAddress"]):
    def unanswered(self) -> "MissingAddressQuerySet":
        """Return those at which no page is today, none has moved away and none is told of."""
        here = models.OuterRef("address")
        pages = Publication.objects.public()
        moved = Redirect.objects.leading_to(pages)
        notices = WithdrawalNotice.objects.exclude(publication__state=State.PUBLISHED)
        return self.exclude(
            Exists(pages.filter(path=here))
            | Exists(moved.filter(old_path=here))
            | Exists(notices.filter(publication__path=here))
        )


class MissingAddress(models.Model):
    """An address that was asked for and not found: a path and a count, nothing of who asked."""

    address = models.CharField(_("address"), max_length=MAX_LENGTH, unique=True)
    count = models.PositiveIntegerField(_("asked for"), default=1)
    first_at = models.DateTimeField(_("first"), default=timezone.now)
    last_at = models.DateTimeField(_("last"), default=timezone.now)

    exclude_from_backup: ClassVar[str] = "Counted anew on a site that was restored."

    objects = MissingAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("address not found")
        verbose_name_plural = _("addresses not found")
        ordering: ClassVar = ["-count", "-last_at"]

    def __str__(self) -> str:
        return self.address


class WithdrawalNotice(models.Model):
    """What readers are told at the address of a page that was withdrawn."""

    publication = models.OneToOneField(
        "publishing.Publication",
        verbose_name=_("withdrawn page"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("A page that readers have seen. Its title is not told."),
    )
    reason = models.CharField(
        _("why it was withdrawn"),
        max_length=MAX_REASON,
        help_text=_("One sentence for readers, without what the page was withdrawn for."),
    )
    successor = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("what takes its place"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The page to read in its place; shown while it is public. May be empty."),
    )

    objects: ClassVar[models.Manager["WithdrawalNotice"]] = models.Manager()

    class Meta:
        verbose_name = _("notice at a withdrawn page")
        verbose_name_plural = _("notices at withdrawn pages")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="addresses_withdrawalnotice_says_why"
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=models.F("publication")),
                name="addresses_withdrawalnotice_leads_elsewhere",
                violation_error_message=_("Choose another page than the withdrawn one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication}: {self.reason}"

    def clean(self) -> None:
        page = Publication.objects.filter(pk=self.publication_id).first()
        if page is None:
            return
        if page.live_number is None or page.state == State.PUBLISHED:
            message = _("This page is not withdrawn, or readers have never seen it.")
            raise ValidationError({"publication": message})
