"""Consultations on the home page, and on the work desk of the staff."""

from typing import Any

from django import template
from django.db.models import QuerySet
from django.utils import timezone

from portal.accounts.roles import edits
from portal.participation.consultations.desk import (
    MAX_ROWS,
    due_summaries,
    with_waiting_comments,
)
from portal.participation.consultations.models import Consultation

register = template.Library()


@register.simple_tag
def open_consultations(count: int = 3) -> QuerySet[Consultation]:
    """Return drafts on which people may comment today, the one that closes first."""
    return Consultation.objects.public().for_lists().open(timezone.localdate())[:count]


@register.inclusion_tag("admin/desk/consultations.html", takes_context=True)
def desk_consultations(context: Any) -> dict[str, Any]:
    """Return unread comments and summaries that are due; nothing where all is done."""
    user = context["request"].user
    if not edits(user):
        return {}
    return {"waiting": with_waiting_comments(user), "summaries": due_summaries(), "most": MAX_ROWS}
