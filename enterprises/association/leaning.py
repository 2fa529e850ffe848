"""What the page of the association has from another page."""

from django.utils.translation import gettext as _

from enterprises.association.models import Association
from portal.editing.leaning import Leaning
from portal.publishing.models import Publication


def papers(page: Publication) -> list[Leaning]:
    """Return the association whose statute the page is, or whose source."""
    return [
        Leaning(Association.objects.filter(statute=page), _statute),
        Leaning(Association.objects.filter(evidence=page).exclude(quote=""), _evidence),
    ]


def _statute(_number: int) -> str:
    return _("It is the statute of the association, of which readers will see “no information”.")


def _evidence(_number: int) -> str:
    return _("The page of the association quotes it, and will name no source.")
