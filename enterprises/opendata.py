"""The open data of enterprises: the directory, products, shared infrastructure, events."""

from django.utils.translation import gettext_lazy as _

from enterprises.directory.data import directory_data
from enterprises.directory.data import rows as directory_rows
from enterprises.events.data import event_rows, events_data
from enterprises.events.models import Event
from enterprises.infrastructure.data import listing_rows, listings_data
from enterprises.infrastructure.filters import public_listings
from enterprises.products.data import product_rows, products_data
from enterprises.products.models import Product
from enterprises.profiles.models import Enterprise
from portal.exchange.opendata.sets import OpenSet

SETS = [
    OpenSet(
        slug="doanh-nghiep",
        title=_("Directory of enterprises"),
        description=_("Enterprises of the field with tax code, sectors, address and capabilities."),
        whole=directory_data,
        found=Enterprise.objects.public,
        cells=directory_rows,
        files="enterprises:data",
    ),
    OpenSet(
        slug="san-pham",
        title=_("Products and services"),
        description=_("What the enterprises of the directory make and offer."),
        whole=products_data,
        found=Product.objects.public,
        cells=product_rows,
    ),
    OpenSet(
        slug="ha-tang",
        title=_("Shared infrastructure"),
        description=_("Masts, ducts, poles, fibre and stations offered to share or looked for."),
        whole=listings_data,
        found=public_listings,
        cells=listing_rows,
        files="enterprises:infrastructure_data",
        more_files=(("GeoJSON", "enterprises:infrastructure_geojson", "application/geo+json"),),
    ),
    OpenSet(
        slug="su-kien",
        title=_("Events"),
        description=_("Briefings, forums and conferences: when, where, and what became of them."),
        whole=events_data,
        found=Event.objects.public,
        cells=event_rows,
        about_time="starts_at",
        more_files=(("iCalendar", "enterprises:event_calendar", "text/calendar"),),
    ),
]
