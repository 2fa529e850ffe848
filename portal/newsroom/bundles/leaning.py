"""Bundles that are collected and hold a page."""

from django.utils.translation import ngettext

from portal.editing.leaning import Leaning
from portal.publishing.models import BundleMember, BundleState, Publication


def bundles(page: Publication) -> list[Leaning]:
    """Return the open bundles that the page, or a change to it, is a part of."""
    rows = BundleMember.objects.filter(publication=page, bundle__state=BundleState.OPEN)
    return [Leaning(rows, _says)]


def _says(number: int) -> str:
    text = ngettext(
        "It stands in %(number)d bundle that is not released.",
        "It stands in %(number)d bundles that are not released.",
        number,
    )
    return text % {"number": number}
