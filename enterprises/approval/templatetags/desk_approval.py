"""The desk's panel of the profile: where its request stands, and the ways to change it."""

from typing import Any

from django import template
from django.db.models import Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from enterprises.approval.standing import PAGE_IN_WORDS, Request, requests_of
from enterprises.kit.waiting import Urgency, Waiting, tell
from enterprises.profiles.models import Enterprise
from portal.publishing.models import ChangeSet, State
from portal.publishing.models.state import OPEN

register = template.Library()
# Nobody has more to correct at one time; it bounds what the desk reads.
MAX_ROWS = 50


@register.inclusion_tag("enterprises/desk/approval_panel.html", takes_context=True)
def desk_approval_panel(context: Any) -> dict[str, Any]:
    """The profile with the request that waits, or the last one that was decided; one query."""
    enterprise = context["me"].enterprise
    rows = _told(enterprise)
    last = next((each for each in rows if each.publication_id == enterprise.pk), None)
    tell(context, *_to_do(enterprise, rows))
    return {
        "enterprise": enterprise,
        "asked": Request(last) if last is not None else None,
        "waits": last is not None and last.state in OPEN,
        "page_in_words": PAGE_IN_WORDS.get(enterprise.state, ""),
    }


def _told(enterprise: Enterprise) -> list[ChangeSet]:
    """The last request on the profile, and all on any page that are to be corrected."""
    own = ChangeSet.objects.filter(publication_id=enterprise.pk).order_by("-opened_at", "-pk")
    told = Q(pk=Subquery(own.values("pk")[:1])) | Q(state=State.CHANGES_ASKED)
    return list(requests_of(enterprise).filter(told)[:MAX_ROWS])


def _to_do(enterprise: Enterprise, changes: list[ChangeSet]) -> list[Waiting]:
    things = []
    if enterprise.state == State.CHANGES_ASKED:
        text = _("Correct the profile, as the department asks: it is not public yet")
        things.append(Waiting(text, reverse("enterprises:profile"), Urgency.ASKED))
    for change in changes:
        if change.state == State.CHANGES_ASKED:
            text = _("Correct what you asked for on “%(title)s”, as the department asks")
            text %= {"title": change.publication.title}
            url = reverse("enterprises:request", args=[change.pk])
            things.append(Waiting(text, url, Urgency.ASKED))
    return things
