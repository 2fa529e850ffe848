"""Links to the form, on the pages that can be followed."""

from django import template
from django.db.models import Count
from django.template import Context

from portal.publishing.models import Section, Topic
from portal.publishing.models.kinds import kinds
from portal.subscriptions.models import Subscription
from portal.subscriptions.subjects import Followed, followed

register = template.Library()
# Nobody reads a longer list of what is followed.
MAX_ROWS = 20
LIST = "danh-sach"


@register.simple_tag(takes_context=True)
def follow_here(context: Context) -> tuple[str, str]:
    """Return kind and key of the topic, section or list that a page shows; no query."""
    for name, kind, model in (("topic", "chu-de", Topic), ("section", "chuyen-muc", Section)):
        row = context.get(name)
        if isinstance(row, model):
            return kind, str(row.pk)
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None:
        return "", ""
    lists = (kind for kind, model in kinds().items() if match.view_name == model.LIST_VIEW)
    # A list in English is named by the kinds on it.
    found = next(iter(match.kwargs.get("listed", lists)), "")
    # The home page in English is the list of a kind that nobody follows as such.
    return (LIST, found) if found and followed(LIST, found) else ("", "")


@register.simple_tag
def most_followed() -> list[tuple[Followed, int]]:
    """Return what most people follow, each with how many do; nobody's address.

    A query for each of the few: only the staff's statistics ask.
    """
    rows = Subscription.objects.confirmed().order_by().values("kind", "key")
    counted = rows.annotate(people=Count("pk")).order_by("-people", "kind", "key")[:MAX_ROWS]
    found = [(followed(row["kind"], row["key"]), row["people"]) for row in counted]
    return [(subject, people) for subject, people in found if subject is not None]
