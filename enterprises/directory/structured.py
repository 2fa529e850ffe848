"""What machines read of an enterprise: JSON-LD of its kind."""

from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enterprises.models import Enterprise
from portal.publishing.structured import json_ld_script


def enterprise_json_ld(enterprise: Enterprise) -> SafeString:
    """The enterprise as schema.org's Organization; a made-up one says so to machines too."""
    known: dict[str, Any] = {
        "alternateName": enterprise.short_name,
        "description": enterprise.summary,
        "taxID": enterprise.tax_code,
        "address": enterprise.address,
        "telephone": enterprise.phone,
        "sameAs": enterprise.website,
        "disambiguatingDescription": _("A sample enterprise, made up to show the site.")
        if enterprise.is_sample
        else "",
    }
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": enterprise.title,
        "url": settings.SITE_URL + enterprise.path,
    }
    return json_ld_script(data | {name: value for name, value in known.items() if value})
