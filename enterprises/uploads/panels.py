"""What an enterprise has used of its room for files, on its desk."""

from enterprises.kit.panels import DeskPanel
from enterprises.profiles.models import Representative
from enterprises.uploads.services import room_in


def uploads_panel(me: Representative) -> DeskPanel:
    """Return how much of the room for files is used."""
    return DeskPanel("enterprises/uploads/desk/panel.html", {"room": room_in(vars(me))})
