"""Answered questions on public pages."""

from django import template

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
