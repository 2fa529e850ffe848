"""The lived-in year of enterprises: a dozen firms with what they offer, report and ask for."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from enterprises.demo import meetings, points
from enterprises.demo.localities import commune_named
from enterprises.demo.samples import sectors_by_name
from enterprises.infrastructure.models import InfrastructureListing, ListingContact
from enterprises.products.models import Product
from enterprises.profiles.models import Enterprise, PrivateContact
from enterprises.reports.models import EnterpriseReport, ReportingDuty, ReportState
from portal.accounts.demo import decider
from portal.accounts.models import User
from portal.publishing.sample_pages import Row, publish_sample, read_rows, sample_at

FOLDER: Final = Path(__file__).parent
PROFILE: Final = ("short_name", "size", "founded_year", "capabilities")
ADDRESS: Final = "Số 0, đường Minh Họa (địa chỉ không có thật)"
LICENCE: Final = "Giấy phép minh họa, không có thật"
CUSTOMERS: Final = "Khách hàng minh họa, không có thật"
MILLION: Final = 1_000_000


def load() -> Counter[str]:
    """Publish the firms, their products and listings, and the meetings; return what was new."""
    rows = read_rows(FOLDER / "firms.toml")
    brought: Counter[str] = Counter()
    for row in rows:
        brought += _listing(row) if "firm" in row else _firm(row)
    return brought + points.load() + meetings.load(FOLDER / "meetings.toml")


def _firm(row: Row) -> Counter[str]:
    firm = Enterprise(
        locality=commune_named(row["commune"]),
        address=ADDRESS,
        licence=LICENCE,
        email=_email(row),
        **{name: row[name] for name in PROFILE},
    )

    def add_sectors(firm: Enterprise) -> None:
        firm.sectors.set(sectors_by_name()[name] for name in row["sectors"])

    if not publish_sample(firm, row, parts=add_sectors):
        return Counter()
    PrivateContact.objects.create(enterprise=firm, name="Người phụ trách", email=firm.email)
    for title, use, customers in row["products"]:
        product = Product(enterprise=firm, use=use, customers=f"{CUSTOMERS}: {customers}.")
        publish_sample(product, {"title": title, "summary": use})
    products = len(row["products"])
    return Counter({"sample enterprises": 1, "sample products": products, **_reports(firm, row)})


def _email(row: Row) -> str:
    return f"lien-he@{row['short_name'].lower()}.example"


def _reports(firm: Enterprise, row: Row) -> dict[str, int]:
    """Record the approved reports of the quarters of 2007; without a publisher there are none."""
    decided_by = decider()
    if decided_by is None or "reports" not in row:
        return {}
    ReportingDuty.objects.create(enterprise=firm, since=datetime(2007, 1, 1, tzinfo=UTC).date())
    fields, quarters = row["reports"]["fields"], row["reports"]["values"]
    for quarter, values in enumerate(quarters, start=1):
        figures = dict(zip(fields, values, strict=True))
        figures["revenue"] *= MILLION
        _report(firm, quarter, figures, decided_by)
    return {"sample reports": len(quarters)}


def _report(firm: Enterprise, quarter: int, figures: dict[str, int], by: User) -> None:
    """Take a report through the steps that the database asks for: sent, then approved."""
    month, year = (3 * quarter + 1, 2007) if quarter < 4 else (1, 2008)  # quarters
    at = datetime(year, month, 15, tzinfo=UTC)
    report = EnterpriseReport(enterprise=firm, year=2007, quarter=quarter, **figures)
    report.created_at = at
    report.state, report.sent_at = ReportState.SENT, at
    report.save()
    report.state, report.decided_at, report.decided_by = ReportState.APPROVED, at, by
    report.save()


def _listing(row: Row) -> Counter[str]:
    firm = sample_at(Enterprise, row["firm"])
    fields = ("direction", "facility", "place", "quantity", "unit")
    values: dict[str, Any] = {name: row[name] for name in fields}
    locality = commune_named(row["commune"])
    listing = InfrastructureListing(enterprise_id=firm.pk, locality=locality, **values)
    is_new = publish_sample(listing, row)
    if is_new:
        email = Enterprise.objects.values_list("email", flat=True).get(pk=firm.pk)
        ListingContact.objects.create(listing=listing, name="Người phụ trách", email=email)
    return Counter({"sample listings": is_new})
