"""The products as data."""

from django.utils.translation import gettext_lazy as _

from enterprises.products.models import Product
from portal.exchange.datafiles.reading import table_of
from portal.exchange.datafiles.tables import Column, Dataset, Kind
from portal.exchange.opendata.listing import FIRST, LAST, list_data
from portal.exchange.opendata.sets import OpenSet

_TITLE = _("Products and services")
# A public product has a public enterprise.
PRODUCT = (
    *FIRST,
    Column("use", _("what it is for"), _("In the enterprise's own words.")),
    Column("customers", _("who uses it"), _("In the enterprise's own words.")),
    Column(
        "enterprise_id", _("number of the enterprise"), _("“id” in the directory."), Kind.INTEGER
    ),
    Column("enterprise", _("enterprise"), _("Who makes or offers it."), value="enterprise__title"),
    Column(
        "enterprise_address",
        _("address of the enterprise"),
        _("Of its page."),
        Kind.ADDRESS,
        value="enterprise__path",
    ),
    *LAST,
)


def products_data() -> Dataset:
    """Return all public products, by name."""
    rows = Product.objects.public()
    table = table_of("products", _("Products"), PRODUCT, rows, "sort_key", "id")
    return list_data("san-pham", _TITLE, Product, table)


SETS = [
    OpenSet(
        slug="san-pham",
        title=_TITLE,
        description=_("What the enterprises of the directory make and offer."),
        dataset=products_data,
        queryset=Product.objects.public,
    )
]
