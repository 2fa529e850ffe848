"""Questions where people look for them: answered ones on public pages, waiting ones on the desk."""

from typing import Any

from django import template

from portal.participation.questions.desk import waiting_for
from portal.participation.questions.models import Answer

register = template.Library()
MAX_ROWS = 3


@register.simple_tag
def answered_questions(count: int = MAX_ROWS) -> list[Answer]:
    """Return the newest answers; a sample, marked as one, only while there is nothing else to show.

    Where the list is empty, a page shows no block.
    """
    rows = Answer.objects.public().for_lists().newest()
    return list(rows.filter(is_sample=False)[:count]) or list(rows[:1])


@register.inclusion_tag("admin/desk/questions.html", takes_context=True)
def desk_questions(context: Any) -> dict[str, Any]:
    """Return questions that wait, late ones first; nothing where none does."""
    return {"waiting": waiting_for(context["request"].user)}
