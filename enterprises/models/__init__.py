"""The rows of the enterprises, each in the file that tells its story."""

from enterprises.models.confirmation import Confirmation, ConfirmedVia
from enterprises.models.contact import PrivateContact
from enterprises.models.enterprise import Enterprise, EnterpriseSize
from enterprises.models.entry import DirectoryEntry
from enterprises.models.infrastructure import (
    Direction,
    Facility,
    InfrastructureListing,
    ListingContact,
)
from enterprises.models.locality import Locality, LocalityLevel
from enterprises.models.membership import Membership
from enterprises.models.product import Product
from enterprises.models.representative import Representative, RepresentativeRole
from enterprises.models.sector import Sector

__all__ = [
    "Confirmation",
    "ConfirmedVia",
    "Direction",
    "DirectoryEntry",
    "Enterprise",
    "EnterpriseSize",
    "Facility",
    "InfrastructureListing",
    "ListingContact",
    "Locality",
    "LocalityLevel",
    "Membership",
    "PrivateContact",
    "Product",
    "Representative",
    "RepresentativeRole",
    "Sector",
]
