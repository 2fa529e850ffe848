"""All models of the portal, where Django looks for them; each lives in its own sub-folder."""

from portal.accounts.models import User
from portal.audit.models import AuditEntry
from portal.consultations.comment import ConsultationComment
from portal.consultations.models import Consultation
from portal.department.models import (
    Department,
    Page,
    Post,
    ReceptionTime,
    ServiceLink,
    Unit,
    WorkItem,
    WorkWeek,
)
from portal.emergency.models import DutyContact, Emergency, EmergencyNotice
from portal.newsroom.bulk.models import BulkItem, BulkJob
from portal.newsroom.models import Autosave, Presence
from portal.newsroom.preview_links import PreviewAnswer, PreviewLink
from portal.obligations.models import Duty, Obligation, SpecialDay
from portal.organisations.models import Organisation
from portal.organisations.succession import Succession
from portal.pictures.models import Picture
from portal.publicforms.models import UseCount
from portal.published_index.models import PublishedItem
from portal.publishing.models import (
    Attachment,
    AttachmentVersion,
    Bundle,
    BundleMember,
    ChangeDecision,
    ChangeSet,
    Correction,
    EnglishVersion,
    ExternalAddress,
    Feature,
    ForcedPublication,
    Generation,
    Link,
    LinkState,
    Publication,
    QuoteNotice,
    Redirect,
    Revision,
    Section,
    State,
    Topic,
    Transition,
)
from portal.questions.answer import Answer
from portal.questions.question import Question
from portal.search.models import Abbreviation, PickedResult, SearchTerm, UnfoundSearch
from portal.sheets.models import SheetUpload

__all__ = [
    "Abbreviation",
    "Answer",
    "Attachment",
    "AttachmentVersion",
    "AuditEntry",
    "Autosave",
    "BulkItem",
    "BulkJob",
    "Bundle",
    "BundleMember",
    "ChangeDecision",
    "ChangeSet",
    "Consultation",
    "ConsultationComment",
    "Correction",
    "Department",
    "Duty",
    "DutyContact",
    "Emergency",
    "EmergencyNotice",
    "EnglishVersion",
    "ExternalAddress",
    "Feature",
    "ForcedPublication",
    "Generation",
    "Link",
    "LinkState",
    "Obligation",
    "Organisation",
    "Page",
    "PickedResult",
    "Picture",
    "Post",
    "Presence",
    "PreviewAnswer",
    "PreviewLink",
    "Publication",
    "PublishedItem",
    "Question",
    "QuoteNotice",
    "ReceptionTime",
    "Redirect",
    "Revision",
    "SearchTerm",
    "Section",
    "ServiceLink",
    "SheetUpload",
    "SpecialDay",
    "State",
    "Succession",
    "Topic",
    "Transition",
    "UnfoundSearch",
    "Unit",
    "UseCount",
    "User",
    "WorkItem",
    "WorkWeek",
]
