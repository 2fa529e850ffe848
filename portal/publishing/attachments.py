"""The attachments of a page as readers see them: each with the files it led to before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from portal.kit.postgres.prepared import Prepared
from portal.media.scanning.models import ScanState
from portal.media.scanning.services import is_clean, not_clean
from portal.publishing import changes
from portal.publishing.languages import VIETNAMESE
from portal.publishing.models import Attachment, AttachmentVersion, Publication
from portal.publishing.models.visibility import public_rule


@dataclass(frozen=True, slots=True)
class Shown:
    """An attachment, and its earlier files that readers may have, the last one first."""

    now: Attachment
    earlier: list[AttachmentVersion]
    # Until a virus scanner has looked at it, a file is named and cannot be fetched.
    is_open: bool = True
    # That of its page.
    language: str = VIETNAMESE

    @property
    def is_played(self) -> bool:
        """Return whether it is a recording or a film that readers may play."""
        return self.is_open and (self.now.is_recording or self.now.is_film)


def attachments_of(publication: Publication) -> list[Shown]:
    """Return what a page offers to take along; a second query only where there is something."""
    attachments = _attachments(publication=publication.pk)
    if not attachments:
        return []
    earlier: dict[int, list[AttachmentVersion]] = defaultdict(list)
    for version in publication.attachment_versions.open_to_readers():
        earlier[version.attachment_key].append(version)
    shut = not_clean(_names(attachments, earlier.values()))
    return [
        Shown(
            attachment,
            [each for each in earlier[attachment.pk] if each.file.name not in shut],
            is_open=attachment.file.name not in shut,
            language=publication.language,
        )
        for attachment in attachments
        if shut.get(str(attachment.file.name)) != ScanState.INFECTED
    ]


_attachments = Prepared(
    lambda publication: Attachment.objects.filter(publication=publication).select_related("still"),
    publication=int,
)


def _names(
    attachments: Iterable[Attachment], earlier: Iterable[Iterable[AttachmentVersion]]
) -> list[str]:
    rows: Iterable[Attachment | AttachmentVersion] = chain(attachments, *earlier)
    return [str(each.file.name) for each in rows]


def public_name_of(file: str) -> str | None:
    """Return what a public page calls a stored file that it offers, now or as an earlier one.

    None where no public page does, or where a virus scanner has still to look at it; one query.
    """
    if not is_clean(file):
        return None
    key = {"pk": OuterRef("attachment_key"), "publication": OuterRef("publication")}
    attachment = Attachment.objects.filter(**key)
    earlier = (
        AttachmentVersion.objects.open_to_readers()
        .filter(public_rule(timezone.now(), "publication__"), file=file)
        .filter(Exists(attachment))
        .annotate(name=Subquery(attachment.values("name")[:1]))
    )
    now = Attachment.objects.public().filter(file=file)
    names = now.order_by().values_list("name", flat=True)
    both = names.union(earlier.order_by().values_list("name", flat=True), all=True)
    return next(iter(both.order_by()[:1]), None)


def files_of_newest(publication: Publication) -> dict[str, str]:
    """Return the stored files that a preview of the page leads to, each with what it calls them."""
    version = changes.pending_version(publication)
    if version is not None:
        rows = version.data["parts"].get("attachments", [])
        now = [(row["id"], row["file"], row["name"]) for row in rows]
    else:
        now = list(publication.attachments.values_list("pk", "file", "name"))
    names = {key: name for key, _file, name in now}
    earlier = publication.attachment_versions.open_to_readers()
    keys = dict(earlier.values_list("file", "attachment_key"))
    called = {file: names.get(key, "") for file, key in keys.items()}
    return called | {file: name for _key, file, name in now}
