"""The desk's panel of the profile: where its request stands, and the ways to change it."""

from django.db.models import Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from enterprises.approval.change_requests import PAGE_STATUS_LABELS, ChangeRequest, requests_of
from enterprises.kit.panels import DeskPanel, ToDo, Urgency
from enterprises.profiles.models import Enterprise, Representative
from portal.publishing.models import ChangeSet, State
from portal.publishing.models.state import OPEN

# Nobody has more to correct at one time; it bounds what the desk reads.
MAX_ROWS = 50


def profile_panel(me: Representative) -> DeskPanel:
    """Return the profile with the request that waits, or the last decided one; one query."""
    enterprise = me.enterprise
    rows = _last_and_to_correct(enterprise)
    last = next((each for each in rows if each.publication_id == enterprise.pk), None)
    context = {
        "enterprise": enterprise,
        "asked": ChangeRequest(last) if last is not None else None,
        "waits": last is not None and last.state in OPEN,
        "page_in_words": PAGE_STATUS_LABELS.get(enterprise.state, ""),
    }
    to_do = tuple(_to_do(enterprise, rows))
    return DeskPanel("enterprises/desk/approval_panel.html", context, to_do)


def _last_and_to_correct(enterprise: Enterprise) -> list[ChangeSet]:
    """Return the last request on the profile, and all on any page that are to be corrected."""
    requests = requests_of(enterprise)
    own = requests.filter(publication_id=enterprise.pk).select_related(None)
    shown = Q(pk=Subquery(own.values("pk")[:1])) | Q(state=State.CHANGES_ASKED)
    return list(requests.filter(shown)[:MAX_ROWS])


def _to_do(enterprise: Enterprise, changes: list[ChangeSet]) -> list[ToDo]:
    things = []
    if enterprise.state == State.CHANGES_ASKED:
        text = _("Correct the profile, as the department asks: it is not public yet")
        things.append(ToDo(text, reverse("enterprises:profile"), Urgency.ASKED))
    for change in changes:
        if change.state == State.CHANGES_ASKED:
            text = _("Correct what you asked for on “%(title)s”, as the department asks")
            text %= {"title": change.publication.title}
            url = reverse("enterprises:request", args=[change.pk])
            things.append(ToDo(text, url, Urgency.ASKED))
    return things
