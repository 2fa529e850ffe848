"""Files in which a virus was found after they had come in: whose they are, and what to do."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import edits
from portal.kit.panels import Panel, Waiting
from portal.media.pictures.models import Picture
from portal.publishing.file_scans import infected_attachments, infected_pictures
from portal.publishing.models import Attachment, State
from portal.publishing.models.access import reach_rule
from portal.publishing.models.kinds import admin_address

MAX_ROWS = 30


@dataclass(frozen=True, slots=True)
class InfectedFile:
    """A file that was locked away: what people call it, where it is mended, what was found."""

    name: str
    page: str
    address: str
    virus: str


def infected_waiting(user: User) -> list[Waiting]:
    """Return what was locked away: of pages in reach, and of the library to who edits."""
    rows = (_attachments(user), *([_pictures()] if edits(user) else []))
    label = _("Files in which a virus was found")
    return [Waiting("tep-co-vi-rut", label, rows, panel=infected_panel, is_late=True)]


def infected_panel(user: User) -> Panel:
    """Return the files that were locked away."""
    # Each part is cut by itself: many attachments leave no picture out.
    attachments = _attachments(user).select_related("publication")[:MAX_ROWS]
    attached = [_attached(row) for row in attachments]
    pictured = [_pictured(row) for row in _pictures()[:MAX_ROWS]] if edits(user) else []
    is_cut = MAX_ROWS in (len(attached), len(pictured))
    context = {"files": [*attached, *pictured], "is_cut": is_cut}
    return Panel("admin/dashboard/infected.html", context)


def _attachments(user: User) -> QuerySet[Attachment]:
    # What lies in the bin leads nowhere, and is looked at when it is restored.
    rows = infected_attachments().exclude(publication__state=State.BINNED)
    return rows.filter(reach_rule(user, "publication__")).order_by("-pk")


def _pictures() -> QuerySet[Picture]:
    return infected_pictures().order_by("-pk")


def _attached(row: Attachment) -> InfectedFile:
    page = row.publication
    address = admin_address(page.kind, page.pk)
    return InfectedFile(row.name, page.title, address, vars(row)["virus"])


def _pictured(row: Picture) -> InfectedFile:
    address = reverse("admin:pictures_picture_change", args=[row.pk])
    return InfectedFile(str(row), "", address, vars(row)["virus"])
