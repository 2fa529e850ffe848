"""The products as data."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from enterprises.products.models import Product
from portal.exchange.datafiles.reading import in_pieces
from portal.exchange.datafiles.tables import Cells, Column, Dataset, Kind, Table
from portal.exchange.opendata.listing import FIRST, LAST, READ, first_cells, last_cells, list_data

PRODUCT = (
    *FIRST,
    Column("use", _("what it is for"), _("In the enterprise's own words.")),
    Column("customers", _("who uses it"), _("In the enterprise's own words.")),
    Column("enterprise_id", _("number of the enterprise"), _("“id” in the directory."), Kind.WHOLE),
    Column("enterprise", _("enterprise"), _("Who makes or offers it.")),
    Column(
        "enterprise_address", _("address of the enterprise"), _("Of its page."), Kind.ADDRESS
    ),
    *LAST,
)  # fmt: skip


def products_data() -> Dataset:
    """All public products."""
    rows = Product.objects.public()
    table = Table("products", _("Products"), PRODUCT, lambda: product_rows(rows))
    return list_data("san-pham", _("Products and services"), Product, table)


def product_rows(rows: QuerySet[Any]) -> Iterator[Cells]:
    """The products as PRODUCT has them, by name; a public one has a public enterprise."""
    own = ("use", "customers", "enterprise_id", "enterprise__title", "enterprise__path")
    for piece in in_pieces(rows, "sort_key", "id", fields=(*READ, *own)):
        for record in piece:
            yield (
                *first_cells(record),
                record["use"] or None,
                record["customers"] or None,
                record["enterprise_id"],
                record["enterprise__title"],
                settings.SITE_URL + record["enterprise__path"],
                *last_cells(record),
            )
