"""People on two first pages: those of an enterprise, and for the staff who wants to come in."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.kit.panels import DeskPanel
from enterprises.people.models import Invitation, JoinRequest
from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.accounts.roles import PUBLISH
from portal.kit.panels import Panel, Waiting
from portal.obligations.models import work_calendar

# A panel is short; the page behind it has them all.
MAX_PEOPLE = 5
MAX_ROWS = 10


def people_panel(me: Representative) -> DeskPanel:
    """Return the representatives and the number of open invitations; one query."""
    invited = Invitation.objects.unanswered().filter(enterprise=OuterRef("enterprise"))
    number = invited.order_by().values("enterprise").annotate(number=Count("pk")).values("number")
    rows = Representative.objects.current().filter(enterprise_id=me.enterprise_id)
    rows = rows.select_related("user").annotate(open_invitations=Coalesce(Subquery(number), 0))
    people = list(rows.order_by("-role", "since", "pk")[:MAX_PEOPLE])
    waiting = getattr(people[0], "open_invitations", 0) if people else 0
    context = {"me": me, "people": people, "open_invitations": waiting}
    return DeskPanel("enterprises/people/desk/panel.html", context)


def joining_panel(user: User) -> Panel | None:
    """Return the requests to join and the wanted letters that wait for a publisher."""
    if not user.has_perm(PUBLISH):
        return None
    requests = list(JoinRequest.objects.waiting()[:MAX_ROWS])
    calendar = work_calendar() if requests else None
    invitations = Invitation.objects.requested_again().select_related("enterprise")
    context = {
        "requests": [(each, each.due_by(calendar)) for each in requests if calendar],
        "invitations": list(invitations[:MAX_ROWS]),
        "today": timezone.localdate(),
        "most": MAX_ROWS,
    }
    return Panel("admin/dashboard/joining.html", context)


def joining_waiting(user: User) -> list[Waiting]:
    """Return the requests to join and the wanted letters that wait for a publisher."""
    if not user.has_perm(PUBLISH):
        return []
    rows = (JoinRequest.objects.waiting(), Invitation.objects.requested_again())
    label = _("Enterprises that want to come in")
    return [Waiting("xin-tham-gia", label, rows, panel=joining_panel)]
