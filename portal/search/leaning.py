"""Results that the staff has picked."""

from django.utils import timezone
from django.utils.translation import ngettext

from portal.editing.leaning import Leaning
from portal.publishing.models import Publication
from portal.search.models import PickedResult


def picked_results(page: Publication) -> list[Leaning]:
    """Return the searches for which the page is put first today."""
    rows = PickedResult.objects.on(timezone.localdate()).filter(page=page)
    return [Leaning(rows, _describe)]


def _describe(number: int) -> str:
    text = ngettext(
        "It is put first for %(number)d search, which will be without it.",
        "It is put first for %(number)d searches, which will be without it.",
        number,
    )
    return text % {"number": number}
