"""Products and services of enterprises."""

from collections.abc import Collection
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.profiles.models import Enterprise
from portal.accounts.models import User
from portal.publishing.models import Publication


class Product(Publication):
    """A product or service of an enterprise; the cover is its picture, a file its leaflet."""

    KIND: ClassVar[str] = "product"
    DETAIL_VIEW: ClassVar[str] = "enterprises:product"
    LIST_VIEW: ClassVar[str] = "enterprises:product_list"
    DESK_VIEW: ClassVar[str] = "enterprises:desk_product"
    COMPARED: ClassVar[tuple[str, ...]] = (*Publication.COMPARED, "use", "customers")

    # Written out so that the portal has no attribute that names this app.
    publication_ptr = models.OneToOneField(
        Publication, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
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

    @classmethod
    def keepers(cls, keys: Collection[int]) -> dict[int, str]:
        """Return the enterprise of each product."""
        return dict(cls.objects.filter(pk__in=keys).values_list("pk", "enterprise__title"))

    def search_extra(self) -> str:
        return " ".join(part for part in (self.use, self.customers, self.enterprise.title) if part)
