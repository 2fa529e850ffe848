"""The desk's panel of shared infrastructure."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from enterprises.infrastructure.keeping import listings_of
from enterprises.infrastructure.matching import proposed_first
from enterprises.infrastructure.standing import Standing
from enterprises.kit.waiting import Urgency, Waiting, tell
from portal.publishing.models import State

register = template.Library()
# A panel shows the last changed; all of them stand on their page.
FEW = 3


@register.inclusion_tag("enterprises/infrastructure/desk/panel.html", takes_context=True)
def desk_infrastructure_panel(context: Context) -> dict[str, Any]:
    """The enterprise's last offers and requests with where each stands; one query."""
    rows = proposed_first(listings_of(context["me"].enterprise).defer("body"))
    listings = list(rows[:FEW])
    for each in listings:
        _tell_of(context, each)
    return {"listings": [Standing(each) for each in listings]}


def _tell_of(context: Context, listing: Any) -> None:
    url = reverse("enterprises:desk_infrastructure_one", args=[listing.pk])
    said = {"title": listing.title}
    if listing.state == State.CHANGES_ASKED:
        text = _("Correct “%(title)s”, as the department asks") % said
        tell(context, Waiting(text, url, Urgency.ASKED))
    if listing.is_proposed:
        text = _("Answer who wants to match “%(title)s”") % said
        tell(context, Waiting(text, url, Urgency.ASKED))
