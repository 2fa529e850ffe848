"""The attachments of a page as readers see them: each with the files it led to before."""

from collections import defaultdict
from dataclasses import dataclass

from portal.publishing.models import Attachment, AttachmentVersion, Publication


@dataclass(frozen=True, slots=True)
class Shown:
    """An attachment, and its earlier files that readers may have, the last one first."""

    now: Attachment
    earlier: list[AttachmentVersion]


def attachments_of(publication: Publication) -> list[Shown]:
    """What a page offers to take along; a second query only where there is something."""
    attachments = list(publication.attachments.all())
    if not attachments:
        return []
    earlier: dict[int, list[AttachmentVersion]] = defaultdict(list)
    for version in publication.attachment_versions.open_to_readers():
        earlier[version.attachment_key].append(version)
    return [Shown(attachment, earlier[attachment.pk]) for attachment in attachments]
