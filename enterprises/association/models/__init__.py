from enterprises.association.models.association import Association, AssociationPost, PersonalMember
from enterprises.association.models.membership import Membership

__all__ = [
    "Association",
    "AssociationPost",
    "Membership",
    "PersonalMember",
]
