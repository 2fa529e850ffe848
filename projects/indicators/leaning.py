"""Figures and targets of which a page is the source."""

from django.utils.translation import ngettext

from portal.editing.leaning import Leaning
from portal.publishing.models import Publication
from projects.indicators.models import Observation, Target


def figures(page: Publication) -> list[Leaning]:
    """Return the figures as they stand, and the targets, that have the page as their source."""
    now = Observation.objects.filter(evidence=page, superseded_at=None)
    return [Leaning(now, _figures), Leaning(Target.objects.filter(evidence=page), _targets)]


def _figures(number: int) -> str:
    text = ngettext(
        "It is the source of %(number)d figure of an indicator, which will name a page that is "
        "not public.",
        "It is the source of %(number)d figures of indicators, which will name a page that is "
        "not public.",
        number,
    )
    return text % {"number": number}


def _targets(number: int) -> str:
    text = ngettext(
        "It is the source of %(number)d target of an indicator.",
        "It is the source of %(number)d targets of indicators.",
        number,
    )
    return text % {"number": number}
