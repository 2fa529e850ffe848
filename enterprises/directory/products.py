"""The public pages of products; one is public only while its enterprise is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from enterprises.models import Enterprise, Product
from portal.publishing.attachments import attachments_of
from portal.publishing.models.querysets import PublicationQuerySet
from portal.publishing.paging import page_of


def public_products() -> PublicationQuerySet[Product]:
    """Products that readers may see now."""
    offered_by = Enterprise.objects.public().values("pk")
    return Product.objects.public().filter(enterprise__in=offered_by)


def product_list(request: HttpRequest) -> HttpResponse:
    rows = public_products().for_lists().select_related("enterprise", "cover").by_name()
    page = page_of(request, rows)
    context = {"page": page, "products": page.rows}
    return render(request, "enterprises/product_list.html", context)


def product(request: HttpRequest, slug: str) -> HttpResponse:
    rows = public_products().select_related("enterprise", "cover")
    found = get_object_or_404(rows, path=Product.path_of(slug))
    context = {
        "product": found,
        "attachments": attachments_of(found),
        "topics": list(found.topics.all()),
    }
    return render(request, "enterprises/product_detail.html", context)
