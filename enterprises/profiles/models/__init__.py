from enterprises.profiles.models.contact import PrivateContact
from enterprises.profiles.models.enterprise import Enterprise, EnterpriseSize, can_be_reminded
from enterprises.profiles.models.locality import Locality, LocalityLevel
from enterprises.profiles.models.representative import Representative, RepresentativeRole
from enterprises.profiles.models.sector import Sector

__all__ = [
    "Enterprise", "EnterpriseSize", "Locality", "LocalityLevel", "PrivateContact",
    "Representative", "RepresentativeRole", "Sector", "can_be_reminded",
]  # fmt: skip
