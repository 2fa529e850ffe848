"""JSON-LD of an enterprise."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enterprises.association.models import NAME_UNKNOWN, Membership
from enterprises.products.models import Product
from enterprises.profiles.models import Enterprise, Sector
from portal.publishing.structured import json_ld_of, known_facts


def enterprise_json_ld(
    enterprise: Enterprise,
    *,
    sectors: Iterable[Sector],
    membership: Membership | None,
    products: Iterable[Product],
) -> SafeString:
    """Return the enterprise as schema.org's Organization; a made-up one says so to machines too.

    `membership` was read `with_association()`.
    """
    return json_ld_of(
        "Organization",
        enterprise.title,
        enterprise.path,
        alternateName=enterprise.short_name,
        description=enterprise.summary,
        logo=settings.SITE_URL + enterprise.logo.file.url if enterprise.logo else "",
        taxID=enterprise.tax_code,
        address=_address(enterprise),
        foundingDate=str(enterprise.founded_year or ""),
        telephone=enterprise.phone,
        email=enterprise.email,
        sameAs=enterprise.website,
        knowsAbout=[sector.name for sector in sectors],
        memberOf=_association(membership) if membership else None,
        makesOffer=[_offer(product) for product in products],
        disambiguatingDescription=_("A sample enterprise, made up to show the site.")
        if enterprise.is_sample
        else "",
    )


def _address(enterprise: Enterprise) -> dict[str, str]:
    """Return the address by its parts; the unit is that of today. Nothing where none is known."""
    unit = enterprise.locality.of_today.name if enterprise.locality else ""
    parts = {"streetAddress": enterprise.address, "addressLocality": unit}
    known = known_facts(parts)
    return {"@type": "PostalAddress", **known, "addressCountry": "VN"} if known else {}


def _association(membership: Membership) -> dict[str, object]:
    """Return the association as its own page calls it, and since when it has this member."""
    name = vars(membership)["association_name"] or NAME_UNKNOWN
    page = settings.SITE_URL + reverse("enterprises:association")
    return {
        "@type": "OrganizationRole",
        "startDate": membership.joined_on.isoformat(),
        "memberOf": {"@type": "Organization", "name": str(name), "url": page},
    }


def _offer(product: Product) -> dict[str, object]:
    page = settings.SITE_URL + product.path
    return {
        "@type": "Offer",
        "itemOffered": {"@type": "Product", "name": product.title, "url": page},
    }
