"""The panel of our people on the desk."""

from typing import Any

from django import template
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.template import Context

from enterprises.people.models import Invitation
from enterprises.profiles.models import Representative

register = template.Library()
# A panel is short; the page behind it has them all.
SHOWN = 5


@register.inclusion_tag("enterprises/desk/people_panel.html", takes_context=True)
def desk_people_panel(context: Context) -> dict[str, Any]:
    """Who speaks for us, and how many invitations are open; one query."""
    me: Representative = context["me"]
    invited = Invitation.objects.unanswered().filter(enterprise=OuterRef("enterprise"))
    number = invited.order_by().values("enterprise").annotate(number=Count("pk")).values("number")
    rows = Representative.objects.current().filter(enterprise_id=me.enterprise_id)
    rows = rows.select_related("user").annotate(open_invitations=Coalesce(Subquery(number), 0))
    people = list(rows.order_by("-role", "since", "pk")[:SHOWN])
    waiting = getattr(people[0], "open_invitations", 0) if people else 0
    return {"me": me, "people": people, "open_invitations": waiting}
