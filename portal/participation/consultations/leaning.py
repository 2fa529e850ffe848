"""Consultations whose draft became the page."""

from django.utils.translation import ngettext

from portal.editing.leaning import Leaning
from portal.participation.consultations.models import Consultation
from portal.publishing.models import Publication


def issued(page: Publication) -> list[Leaning]:
    """Return the consultations that tell readers that the page was issued in the end."""
    return [Leaning(Consultation.objects.public().filter(issued=page), _describe)]


def _describe(number: int) -> str:
    text = ngettext(
        "It was issued after %(number)d consultation, which will not say any more what came of it.",
        "It was issued after %(number)d consultations, which will not say any more what came of "
        "them.",
        number,
    )
    return text % {"number": number}
