"""What people may take part in, and what was answered, on the home page."""

from django import template
from django.db.models import QuerySet
from django.utils import timezone

from portal.participation.consultations.models import Consultation
from portal.participation.questions.models import Answer
from portal.publishing.models import Publication

register = template.Library()
MAX_ANSWERS = 3


@register.simple_tag
def open_consultations(count: int = 3) -> QuerySet[Consultation]:
    """Return drafts on which people may comment today, the one that closes first."""
    return Consultation.objects.public().for_lists().open(timezone.localdate())[:count]


@register.simple_tag
def takes_comments(page: Publication) -> bool:
    """Return whether people may comment today on the draft that this page is."""
    return Consultation.objects.open(timezone.localdate()).filter(pk=page.pk).exists()


@register.simple_tag
def answered_questions(count: int = MAX_ANSWERS) -> list[Answer]:
    """Return the newest answers; a sample, marked as one, only while there is nothing else to show.

    Where the list is empty, a page shows no block.
    """
    rows = Answer.objects.public().for_lists().newest()
    return list(rows.filter(is_sample=False)[:count]) or list(rows[:1])
