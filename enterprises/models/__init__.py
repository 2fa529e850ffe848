"""The rows of the enterprises, each in the file that tells its story."""

from enterprises.models.actionitem import ActionItem, Progress
from enterprises.models.agenda import AgendaItem
from enterprises.models.announcement import EventAnnouncement
from enterprises.models.association import (
    Association,
    AssociationOffice,
    AssociationPost,
    PersonalMember,
)
from enterprises.models.confirmation import Confirmation, ConfirmedVia
from enterprises.models.contact import PrivateContact
from enterprises.models.enterprise import Enterprise, EnterpriseSize
from enterprises.models.entry import DirectoryEntry
from enterprises.models.event import Event, Precision, Standing
from enterprises.models.eventseries import EventSeries, Occasion, Rhythm
from enterprises.models.infrastructure import (
    Direction,
    Facility,
    InfrastructureListing,
    ListingContact,
)
from enterprises.models.infrastructure_match import ExpiryReminder, InfrastructureMatch
from enterprises.models.invitation import Invitation
from enterprises.models.join_request import JoinRequest, JoinState
from enterprises.models.locality import Locality, LocalityLevel
from enterprises.models.membership import Membership
from enterprises.models.product import Product
from enterprises.models.registration import Registration, Seat
from enterprises.models.released_sum import Measure, ReleasedSum
from enterprises.models.report import EnterpriseReport, ReportState
from enterprises.models.reporting_duty import (
    ReportingDuty,
    ReportReminder,
    facts_for_the_desk,
)
from enterprises.models.representative import Representative, RepresentativeRole
from enterprises.models.sector import Sector
from enterprises.models.slot import Slot, SlotAnswer, SlotRequest
from enterprises.models.withdrawal import WithdrawalOutcome, WithdrawalRequest

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Association",
    "AssociationOffice",
    "AssociationPost",
    "Confirmation",
    "ConfirmedVia",
    "Direction",
    "DirectoryEntry",
    "Enterprise",
    "EnterpriseReport",
    "EnterpriseSize",
    "Event",
    "EventAnnouncement",
    "EventSeries",
    "ExpiryReminder",
    "Facility",
    "InfrastructureListing",
    "InfrastructureMatch",
    "Invitation",
    "JoinRequest",
    "JoinState",
    "ListingContact",
    "Locality",
    "LocalityLevel",
    "Measure",
    "Membership",
    "Occasion",
    "PersonalMember",
    "Precision",
    "PrivateContact",
    "Product",
    "Progress",
    "Registration",
    "ReleasedSum",
    "ReportReminder",
    "ReportState",
    "ReportingDuty",
    "Representative",
    "RepresentativeRole",
    "Rhythm",
    "Seat",
    "Sector",
    "Slot",
    "SlotAnswer",
    "SlotRequest",
    "Standing",
    "WithdrawalOutcome",
    "WithdrawalRequest",
    "facts_for_the_desk",
]
