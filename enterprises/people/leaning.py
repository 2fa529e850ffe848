"""Who speaks, or is invited to speak, for an enterprise whose page goes."""

from django.utils.translation import ngettext

from enterprises.people.models import Invitation
from enterprises.profiles.models import Representative
from portal.editing.leaning import Leaning
from portal.publishing.models import Publication


def people(page: Publication) -> list[Leaning]:
    """Return those whose access stays, and the invitations that stay open."""
    return [
        Leaning(Representative.objects.current().filter(enterprise=page.pk), _speak),
        Leaning(Invitation.objects.unanswered().filter(enterprise=page.pk), _invited),
    ]


def _speak(number: int) -> str:
    text = ngettext(
        "%(number)d person speaks for it and keeps its desk until somebody ends that.",
        "%(number)d people speak for it and keep its desk until somebody ends that.",
        number,
    )
    return text % {"number": number}


def _invited(number: int) -> str:
    text = ngettext(
        "%(number)d invitation to speak for it is not answered yet.",
        "%(number)d invitations to speak for it are not answered yet.",
        number,
    )
    return text % {"number": number}
