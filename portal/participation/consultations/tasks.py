"""Background tasks of consultations."""

from datetime import timedelta

from django.conf import settings
from django.tasks import task
from django.utils import timezone

from portal.participation.consultations.models import ConsultationComment
from portal.participation.consultations.personal import erase


@task
def erase_old_senders() -> int:
    """Erase who sent comments on drafts that closed long ago; return how many comments."""
    last_day = timezone.localdate() - timedelta(days=settings.CONSULTATION_KEPT_DAYS)
    old = ConsultationComment.objects.filter(consultation__closes_on__lt=last_day)
    return erase(old)
