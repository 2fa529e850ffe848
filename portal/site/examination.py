"""Lets doctor look at the site in the background: some of what it tries takes seconds."""

from dataclasses import asdict

from django.utils import timezone

from portal.kit.priorities import leisure_task
from portal.site import doctor
from portal.site.health.models import Examination
from portal.site.health.room import note_room


@leisure_task
def examine_site() -> int:
    """Write down what doctor finds and how much room there is; return the number of findings."""
    note_room()
    findings = [asdict(finding) for finding in doctor.examine()]
    now = timezone.now()
    Examination.objects.update_or_create(pk=1, defaults={"at": now, "findings": findings})
    return len(findings)
