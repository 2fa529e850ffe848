"""Addresses of the portal before that lead to a page."""

from django.utils.translation import ngettext

from portal.addresses.models import OldAddress
from portal.editing.leaning import Leaning
from portal.publishing.models import Publication


def old_addresses(page: Publication) -> list[Leaning]:
    """Return the old addresses that end with the page."""
    return [Leaning(OldAddress.objects.filter(publication=page), _describe)]


def _describe(number: int) -> str:
    text = ngettext(
        "%(number)d address of the portal before leads to it, and will lead nowhere.",
        "%(number)d addresses of the portal before lead to it, and will lead nowhere.",
        number,
    )
    return text % {"number": number}
