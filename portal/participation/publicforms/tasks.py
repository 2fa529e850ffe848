from django.tasks import task
from django.utils import timezone

from portal.participation.publicforms.models import UseCount


@task
def forget_counts() -> int:
    """Remove the counts of windows that are over; return how many."""
    return UseCount.objects.filter(ends__lt=timezone.now()).delete()[0]
