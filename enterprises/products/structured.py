"""JSON-LD of a product."""

from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enterprises.products.models import Product
from portal.publishing.structured import json_ld_script


def product_json_ld(product: Product) -> SafeString:
    """Return the product as schema.org's Product; a made-up one says so to machines too."""
    known: dict[str, Any] = {
        "description": product.summary or product.use,
        "image": settings.SITE_URL + product.cover.file.url if product.cover else "",
        "disambiguatingDescription": _("A sample product, made up to show the site.")
        if product.is_sample
        else "",
    }
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.title,
        "url": settings.SITE_URL + product.path,
        "manufacturer": {
            "@type": "Organization",
            "name": product.enterprise.title,
            "url": settings.SITE_URL + product.enterprise.path,
        },
    }
    return json_ld_script(data | {name: value for name, value in known.items() if value})
