from portal.organisations.models.organisation import Organisation, OrganisationKind
from portal.organisations.models.succession import Succession

__all__ = [
    "Organisation",
    "OrganisationKind",
    "Succession",
]
