"""Consultations on the home page."""

from django import template
from django.db.models import QuerySet
from django.utils import timezone

from portal.participation.consultations.models import Consultation

register = template.Library()


@register.simple_tag
def open_consultations(count: int = 3) -> QuerySet[Consultation]:
    """Return drafts on which people may comment today, the one that closes first."""
    return Consultation.objects.public().for_lists().open(timezone.localdate())[:count]
