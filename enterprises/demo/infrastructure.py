"""Made-up offers and requests of the made-up enterprises, each marked as such."""

from collections import Counter
from typing import Final

from enterprises.demo.samples import COMPANY_A, COMPANY_B, Sample
from enterprises.infrastructure.models import (
    Direction,
    Facility,
    InfrastructureListing,
    ListingContact,
)
from portal.publishing.first_content import get_or_publish

SUMMARY: Final = "Tin minh họa, không có thật: chỉ để cho thấy một tin hạ tầng dùng chung."
# No coordinates and no real street: a made-up mast must not stand on a map.
PLACE: Final = "Tuyến minh họa, không có thật"
LISTINGS: Final = (
    (COMPANY_A, Direction.OFFER, "Cho dùng chung cống bể minh họa", 2, "km"),
    (COMPANY_B, Direction.REQUEST, "Cần dùng chung cống bể minh họa", 1, "km"),
)


def load() -> Counter[str]:
    """Bring what is missing; what was new."""
    return Counter({"sample listings": sum(_bring(*row) for row in LISTINGS)})


def _bring(sample: Sample, direction: Direction, title: str, length: int, unit: str) -> bool:
    enterprise = sample.enterprise
    if enterprise is None:
        return False
    listing = InfrastructureListing(
        title=title,
        summary=SUMMARY,
        enterprise=enterprise,
        direction=direction,
        facility=Facility.DUCT,
        place=PLACE,
        quantity=length,
        unit=unit,
        is_sample=True,
    )
    if not get_or_publish(listing):
        return False
    ListingContact.objects.create(
        listing=listing, name="Người phụ trách (minh họa)", email=sample.contact
    )
    return True
