"""The public pages of products; one is public only while its enterprise is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from enterprises.products.filters import ProductFilter
from enterprises.products.models import Product
from enterprises.products.structured import product_json_ld
from portal.publishing.attachments import attachments_of
from portal.publishing.models.querysets import heavy_columns
from portal.publishing.paging import page_of
from portal.publishing.topics import topics_of

# So many others of the same enterprise stand beside a product.
OTHERS = 6


def product_list(request: HttpRequest) -> HttpResponse:
    form = ProductFilter(request.GET)
    rows = Product.objects.public().for_lists().by_name()
    rows = rows.select_related("enterprise", "cover").defer(*heavy_columns("enterprise"))
    page = page_of(request, form.narrowed(rows))
    context = {"page": page, "products": page.rows, "form": form}
    return render(request, "enterprises/products/list.html", context)


def product(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Product.objects.public().select_related("enterprise", "cover")
    rows = rows.defer(*heavy_columns("enterprise"))
    found = get_object_or_404(rows, path=Product.path_of(slug))
    others = Product.objects.public().filter(enterprise=found.enterprise_id).exclude(pk=found.pk)
    context = {
        "product": found,
        "others": list(others.for_lists().by_name()[:OTHERS]),
        "attachments": attachments_of(found),
        "topics": topics_of(found),
        "json_ld": product_json_ld(found),
    }
    return render(request, "enterprises/products/detail.html", context)
