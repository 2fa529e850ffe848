"""The desk's panel of the profile: where its request stands, and the ways to change it."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.approval.change_requests import (
    ChangeRequest,
    is_sent_by_staff,
    page_state_in_words,
    requests_of,
)
from enterprises.kit.panels import DeskPanel, ToDo, Urgency
from enterprises.profiles.models import Enterprise, Representative
from portal.publishing.models import ChangeSet, State
from portal.publishing.models.state import OPEN

# Nobody has more to correct at one time; it bounds what the desk reads.
MAX_ROWS = 50
# So long the desk says that a field was refused, unless something newer was sent for the page.
REFUSAL_SHOWN = timedelta(days=30)


def profile_panel(me: Representative) -> DeskPanel:
    """Return the profile with the request that waits, or the last decided one; one query."""
    enterprise = me.enterprise
    rows = _last_and_to_correct(enterprise)
    last = next((each for each in rows if each.publication_id == enterprise.pk), None)
    context = {
        "enterprise": enterprise,
        "change_request": ChangeRequest(last) if last is not None else None,
        "waits": last is not None and last.state in OPEN,
        "page_in_words": page_state_in_words(enterprise),
    }
    to_do = tuple(_to_do(enterprise, rows))
    return DeskPanel("enterprises/approval/desk/panel.html", context, to_do)


def _last_and_to_correct(enterprise: Enterprise) -> list[ChangeSet]:
    """Return the last request on the profile, and all that are to be corrected or sent anew."""
    requests = requests_of(enterprise)
    own = requests.filter(publication_id=enterprise.pk).select_related(None)
    # One that rests with its page cannot be corrected.
    to_correct = Q(state=State.CHANGES_ASKED, publication__state=State.PUBLISHED)
    shown = Q(pk=Subquery(own.values("pk")[:1])) | to_correct
    return list(requests.filter(shown | _refused_lately(requests))[:MAX_ROWS])


def _refused_lately(requests: QuerySet[ChangeSet]) -> Q:
    """Return the condition: a field was refused, and nothing newer was sent for the page."""
    newer = requests.filter(
        publication=OuterRef("publication"), opened_at__gt=OuterRef("opened_at")
    )
    since = timezone.now() - REFUSAL_SHOWN
    return Q(has_refused=True, decided_at__gte=since) & ~Q(Exists(newer.order_by()))


def _to_do(enterprise: Enterprise, changes: list[ChangeSet]) -> list[ToDo]:
    things = []
    if enterprise.state == State.CHANGES_ASKED and not is_sent_by_staff(enterprise):
        text = _("Correct the profile, as the department asks: it is not public yet")
        things.append(ToDo(text, reverse("enterprises:profile"), Urgency.ASKED))
    for change in changes:
        if change.state == State.CHANGES_ASKED and ChangeRequest(change).is_in_hand:
            text = _("Correct what you asked for on “%(title)s”, as the department asks")
            text %= {"title": change.publication.title}
            things.append(ToDo(text, _request_path(change), Urgency.ASKED))
        elif _is_refused_in_part(change):
            text = _("The department did not accept all of “%(title)s”: see why, and send it anew")
            text %= {"title": change.publication.title}
            things.append(ToDo(text, _request_path(change), Urgency.ASKED))
    return things


def _request_path(change: ChangeSet) -> str:
    return reverse("enterprises:request", args=[change.pk])


def _is_refused_in_part(change: ChangeSet) -> bool:
    """Return whether a field was refused lately; a page's older requests are not among the rows."""
    decided = change.decided_at
    lately = decided is not None and decided >= timezone.now() - REFUSAL_SHOWN
    return lately and bool(vars(change).get("has_refused"))
