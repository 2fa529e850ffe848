"""The filter of the list of products."""

from collections.abc import Mapping

from django import forms
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from enterprises.products.models import Product
from enterprises.profiles.filters import enterprise_field, offer_enterprise
from enterprises.profiles.models import Enterprise, Sector
from portal.kit.filters import ListFilter, Lookup, WordsField, with_chosen
from portal.kit.sorted_names import in_order
from portal.publishing.lookup import with_words
from portal.publishing.models import PublicationQuerySet


class ProductFilter(ListFilter[PublicationQuerySet[Product]]):
    """The filter by words of the product, the sector of its enterprise, and one enterprise."""

    q = WordsField(label=_("Words"))
    linh_vuc = forms.ChoiceField(
        label=_("Sector"),
        required=False,
        error_messages={"invalid_choice": _("There is no such sector; choose one.")},
    )
    doanh_nghiep = enterprise_field()

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        offer_enterprise(self, query)
        sectors = with_chosen(in_order(Sector.objects.all()), query.get("linh_vuc", ""))
        self.offer("linh_vuc", [(sector.slug, sector.name) for sector in sectors])

    def lookups(self) -> Mapping[str, Lookup]:
        return {"linh_vuc": _in_sector, "doanh_nghiep": "enterprise__slug"}

    def narrowed(self, rows: PublicationQuerySet[Product]) -> PublicationQuerySet[Product]:
        return with_words(super().narrowed(rows), self.active.get("q", ""))


def _in_sector(slug: str) -> Exists:
    of_sector = Enterprise.sectors.through.objects.filter(
        enterprise=OuterRef("enterprise"), sector__slug=slug
    )
    return Exists(of_sector)
