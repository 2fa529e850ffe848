"""The desk's panel of the profile: where its request stands, and the ways to change it."""

from typing import Any

from django import template

from enterprises.approval.standing import PAGE_IN_WORDS, Request, with_refusals
from portal.publishing.models import ChangeSet
from portal.publishing.models.state import OPEN

register = template.Library()


@register.inclusion_tag("enterprises/desk/approval_panel.html", takes_context=True)
def desk_approval_panel(context: Any) -> dict[str, Any]:
    """The profile with the request that waits, or the last one that was decided; one query."""
    enterprise = context["me"].enterprise
    rows = ChangeSet.objects.filter(publication_id=enterprise.pk).order_by("-opened_at", "-pk")
    last = with_refusals(rows).first()
    return {
        "enterprise": enterprise,
        "asked": Request(last) if last is not None else None,
        "waits": last is not None and last.state in OPEN,
        "page_in_words": PAGE_IN_WORDS.get(enterprise.state, ""),
    }
