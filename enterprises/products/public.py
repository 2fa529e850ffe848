"""The public pages of products; one is public only while its enterprise is."""

from django import forms
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from enterprises.products.models import Product
from enterprises.products.structured import product_json_ld
from enterprises.profiles.models import Enterprise, Sector
from portal.publishing.attachments import attachments_of
from portal.publishing.lookup import with_words
from portal.publishing.models import PublicationQuerySet
from portal.publishing.paging import page_of

# So many others of the same enterprise stand beside a product.
OTHERS = 6
# Nobody reads a longer list to choose from.
MAX_SECTORS = 100


class ProductFilter(forms.Form):
    """Words of the product and the sector of who offers it; both in the address."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    linh_vuc = forms.ChoiceField(
        label=_("Sector"),
        required=False,
        error_messages={"invalid_choice": _("There is no such sector; choose one.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through
        sectors = Sector.objects.values_list("slug", "name")[:MAX_SECTORS]
        # As a list: asked once, however often the field looks at its choices.
        self.fields["linh_vuc"].choices = [("", _("all")), *sectors]  # type: ignore[attr-defined]

    def narrowed(self, products: PublicationQuerySet[Product]) -> PublicationQuerySet[Product]:
        """Those that fit; what was written wrongly narrows nothing and says so at its field."""
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("linh_vuc"):
            of_sector = Enterprise.sectors.through.objects.filter(
                enterprise=OuterRef("enterprise"), sector__slug=asked["linh_vuc"]
            )
            products = products.filter(Exists(of_sector))
        return with_words(products, asked.get("q", ""))

    @property
    def is_used(self) -> bool:
        """Whether the list is narrowed down."""
        return any(self.cleaned_data.values())


def product_list(request: HttpRequest) -> HttpResponse:
    form = ProductFilter(request.GET)
    rows = Product.objects.public().for_lists().select_related("enterprise", "cover").by_name()
    page = page_of(request, form.narrowed(rows))
    context = {"page": page, "products": page.rows, "form": form}
    return render(request, "enterprises/product_list.html", context)


def product(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Product.objects.public().select_related("enterprise", "cover")
    found = get_object_or_404(rows, path=Product.path_of(slug))
    others = Product.objects.public().filter(enterprise=found.enterprise_id).exclude(pk=found.pk)
    context = {
        "product": found,
        "others": list(others.for_lists().by_name()[:OTHERS]),
        "attachments": attachments_of(found),
        "topics": list(found.topics.all()),
        "json_ld": product_json_ld(found),
    }
    return render(request, "enterprises/product_detail.html", context)
