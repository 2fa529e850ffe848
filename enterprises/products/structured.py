"""JSON-LD of a product."""

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enterprises.products.models import Product
from portal.publishing.structured import json_ld_of


def product_json_ld(product: Product) -> SafeString:
    """Return the product as schema.org's Product; a made-up one says so to machines too."""
    maker = product.enterprise
    return json_ld_of(
        "Product",
        product.title,
        product.path,
        manufacturer={
            "@type": "Organization",
            "name": maker.title,
            "url": settings.SITE_URL + maker.path,
        },
        description=product.summary or product.use,
        image=settings.SITE_URL + product.cover.file.url if product.cover else "",
        disambiguatingDescription=_("A sample product, made up to show the site.")
        if product.is_sample
        else "",
    )
