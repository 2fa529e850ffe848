"""What is checked of attachments that the virus scanner has not cleared."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from portal.editing.checks.violations import Level, Violation
from portal.media.scanning.models import ScanState
from portal.media.scanning.services import is_on, not_clean
from portal.publishing.models import Attachment, Publication, Revision


def violations_in_files(
    pages: Sequence[Publication], pending: Mapping[int, Revision]
) -> dict[int, list[Violation]]:
    """Return, by page, what readers cannot fetch of what they would be offered.

    A file that waits holds nobody up: it opens by itself. Without a scanner nothing is asked.
    """
    if not is_on():
        return {}
    names = _names_of(pages, pending)
    shut = not_clean({file for rows in names.values() for file in rows})
    return {key: list(_violations(rows, shut)) for key, rows in names.items()} if shut else {}


def _names_of(
    pages: Sequence[Publication], pending: Mapping[int, Revision]
) -> dict[int, dict[str, str]]:
    """Return what each page calls its files, by their names; two rows of one file are one."""
    found: dict[int, dict[str, str]] = {page.pk: {} for page in pages if page.pk}
    for key in found.keys() & pending.keys():
        rows = pending[key].data["parts"].get("attachments", [])
        found[key] = {row["file"]: row["name"] for row in rows}
    live = found.keys() - pending.keys()
    attachments = Attachment.objects.filter(publication__in=live)
    for key, file, name in attachments.values_list("publication_id", "file", "name"):
        found[key][file] = name
    return found


def _violations(names: Mapping[str, str], shut: Mapping[str, ScanState]) -> Iterator[Violation]:
    for file in names.keys() & shut.keys():
        if shut[file] == ScanState.INFECTED:
            message = _("A virus was found in the attachment “%(name)s”; it is locked away.")
            advice = _("Take it out, and attach a clean file in its place.")
            level = Level.BLOCK
        else:
            message = _("The attachment “%(name)s” waits for the virus scanner.")
            advice = _("Readers see its name, and can fetch it once it has been scanned.")
            level = Level.WARN
        yield Violation(level, "attachments", message % {"name": names[file]}, advice)
