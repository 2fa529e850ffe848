from enterprises.infrastructure.models.listing import (
    Direction,
    Facility,
    InfrastructureListing,
    ListingContact,
)
from enterprises.infrastructure.models.match import ExpiryReminder, InfrastructureMatch

__all__ = [
    "Direction", "ExpiryReminder", "Facility", "InfrastructureListing", "InfrastructureMatch",
    "ListingContact",
]  # fmt: skip
