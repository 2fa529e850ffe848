"""Promises that a page proves, or that were said in it."""

from django.utils.translation import ngettext

from portal.editing.leaning import Leaning
from portal.publishing.models import Publication
from projects.promises.models import Promise


def promises(page: Publication) -> list[Leaning]:
    """Return the promises that lose their proof with the page, and those that lose their words."""
    return [
        Leaning(Promise.objects.filter(proof=page, is_public=True), _proven),
        Leaning(Promise.objects.filter(article=page, is_public=True), _made),
    ]


def _proven(number: int) -> str:
    text = ngettext(
        "It proves %(number)d promise, of which readers will see “no information” again.",
        "It proves %(number)d promises, of which readers will see “no information” again.",
        number,
    )
    return text % {"number": number}


def _made(number: int) -> str:
    text = ngettext(
        "%(number)d promise was said in it; readers will see it no more.",
        "%(number)d promises were said in it; readers will see them no more.",
        number,
    )
    return text % {"number": number}
