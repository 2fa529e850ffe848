"""Products and services of enterprises, and their requests to take one off the site."""

from collections.abc import Collection
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from enterprises.profiles.models import Enterprise
from portal.accounts.models import User
from portal.publishing.models import Publication
from portal.publishing.models.kinds import parent_link


class Product(Publication):
    """A product or service of an enterprise; the cover is its picture, a file its leaflet."""

    KIND: ClassVar[str] = "product"
    DETAIL_VIEW: ClassVar[str] = "enterprises:product"
    LIST_VIEW: ClassVar[str] = "enterprises:product_list"
    HAS_COVER_IN_LISTS: ClassVar[bool] = True
    LIST_WORDS: ClassVar[StrPromise] = pgettext_lazy(
        "searched as", "products and services of enterprises"
    )
    DESK_VIEW: ClassVar[str] = "enterprises:desk_product"
    # The desk's forms, with the fields of each.
    DESK_FORMS: ClassVar[dict[str, tuple[str, ...]]] = {
        "enterprises:desk_product_words": ("title", "summary", "use", "customers"),
        "enterprises:desk_product_picture": ("cover", "cover_alt"),
        "enterprises:desk_product_files": ("attachments",),
    }
    # Fields that the desk's forms call otherwise than the staff's.
    DESK_LABELS: ClassVar[dict[str, StrPromise]] = {
        "title": _("Name of the product"),
        "summary": _("The product in two or three sentences"),
        "cover_alt": _("What the picture shows"),
    }
    NAMES_SEARCHED: ClassVar[dict[str, tuple[str, ...]]] = {"enterprise": ("title",)}
    COMPARED: ClassVar[tuple[str, ...]] = (*Publication.COMPARED, "use", "customers")

    publication_ptr = parent_link()
    enterprise = models.ForeignKey(
        Enterprise,
        verbose_name=_("enterprise"),
        on_delete=models.PROTECT,
        related_name="products",
        help_text=_("Who makes or offers it."),
    )
    use = models.TextField(
        _("what it is for"), blank=True, help_text=_("In plain words, as a buyer would ask.")
    )
    customers = models.TextField(
        _("who uses it"),
        blank=True,
        help_text=_("Customers who agreed to be named, or what kind of customers."),
    )

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")

    def get_parent_page_id(self) -> int | None:
        """Return the enterprise: when its profile is not public, nothing of it is."""
        enterprise: int | None = self.enterprise_id
        return enterprise

    def is_kept_by(self, user: User) -> bool:
        """Return whether the person speaks for the enterprise whose product it is."""
        return self.enterprise.is_kept_by(user)

    @property
    def has_keeper(self) -> bool:
        return self.enterprise.has_keeper

    @classmethod
    def keepers(cls, keys: Collection[int]) -> dict[int, str]:
        """Return the enterprise of each product."""
        return dict(cls.objects.filter(pk__in=keys).values_list("pk", "enterprise__title"))

    def search_extra(self) -> str:
        return " ".join(part for part in (self.use, self.customers, self.enterprise.title) if part)


class WithdrawalOutcome(models.TextChoices):
    GRANTED = "granted", _("taken off the site")
    REFUSED = "refused", _("refused")
    TAKEN_BACK = "taken_back", _("taken back by the enterprise")


class WithdrawalRequestQuerySet(models.QuerySet["WithdrawalRequest"]):
    def waiting(self) -> "WithdrawalRequestQuerySet":
        return self.filter(closed_at=None)


class WithdrawalRequest(models.Model):
    """A request to take a product off the site; one waits at a time."""

    product = models.ForeignKey(
        "products.Product",
        verbose_name=_("product"),
        on_delete=models.CASCADE,
        related_name="withdrawal_requests",
    )
    reason = models.TextField(
        _("reason"), max_length=2000, help_text=_("Why it should go; the department reads it.")
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    requested_at = models.DateTimeField(_("asked on"), default=timezone.now)
    outcome = models.CharField(
        _("outcome"), max_length=16, choices=WithdrawalOutcome, blank=True, default=""
    )
    answer = models.TextField(
        _("answer"),
        max_length=2000,
        blank=True,
        help_text=_(
            "Only to refuse: why it stays; the enterprise gets it by mail. To grant the request, "
            "withdraw the product itself."
        ),
    )
    closed_at = models.DateTimeField(_("answered on"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    objects = WithdrawalRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to take a product off")
        verbose_name_plural = _("requests to take products off")
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["product"],
                condition=Q(closed_at=None),
                name="enterprises_withdrawal_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_at=None)
                | Q(outcome__in=WithdrawalOutcome.values, closed_at__isnull=False),
                name="enterprises_withdrawal_answered_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused", answer=""),
                name="enterprises_withdrawal_refusal_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["requested_at"],
                condition=Q(closed_at=None),
                name="enterprises_withdrawal_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.product} · {timezone.localtime(self.requested_at):%d/%m/%Y}"
