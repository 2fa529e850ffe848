"""Lines of the index of published information that stand for one page."""

from django.utils.translation import ngettext

from portal.editing.leaning import Leaning
from portal.published_index.models import PublishedItem
from portal.publishing.models import Publication


def lines(page: Publication) -> list[Leaning]:
    """Return the lines of the index that lead to the page."""
    return [Leaning(PublishedItem.objects.filter(page=page, address=""), _describe)]


def _describe(number: int) -> str:
    text = ngettext(
        "%(number)d line of the index of published information stands for it, and will say “no "
        "information yet”.",
        "%(number)d lines of the index of published information stand for it, and will say “no "
        "information yet”.",
        number,
    )
    return text % {"number": number}
