"""What every public page of the site is made of."""

from portal.publishing.models.attachment import Attachment
from portal.publishing.models.attachment_version import AttachmentVersion
from portal.publishing.models.bundle import Bundle, BundleMember, BundleState
from portal.publishing.models.changeset import ChangeSet
from portal.publishing.models.correction import Correction
from portal.publishing.models.decision import ChangeDecision
from portal.publishing.models.english import EnglishVersion, EnglishVersionQuerySet
from portal.publishing.models.feature import Feature
from portal.publishing.models.forced import ForcedPublication
from portal.publishing.models.link import ExternalAddress, Link, LinkState
from portal.publishing.models.publication import Publication
from portal.publishing.models.querysets import (
    PublicationManager,
    PublicationQuerySet,
    heavy_columns,
)
from portal.publishing.models.quote_notice import QuoteNotice
from portal.publishing.models.redirect import Redirect
from portal.publishing.models.remark import Remark
from portal.publishing.models.revision import Revision
from portal.publishing.models.section import Section
from portal.publishing.models.state import State
from portal.publishing.models.topic import Topic
from portal.publishing.models.transition import Transition

__all__ = [
    "Attachment",
    "AttachmentVersion",
    "Bundle",
    "BundleMember",
    "BundleState",
    "ChangeDecision",
    "ChangeSet",
    "Correction",
    "EnglishVersion",
    "EnglishVersionQuerySet",
    "ExternalAddress",
    "Feature",
    "ForcedPublication",
    "Link",
    "LinkState",
    "Publication",
    "PublicationManager",
    "PublicationQuerySet",
    "QuoteNotice",
    "Redirect",
    "Remark",
    "Revision",
    "Section",
    "State",
    "Topic",
    "Transition",
    "heavy_columns",
]
