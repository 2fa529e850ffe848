"""Lets doctor look at the site in the background: some of what it tries takes seconds."""

from datetime import datetime

from django.utils import timezone

from portal.kit.priorities import leisure_task
from portal.site import doctor
from portal.site.health.models import Examination
from portal.site.health.room import note_room


@leisure_task
def examine_site() -> int:
    """Write down what doctor finds and how much room there is; return the number of findings."""
    note_room()
    now = timezone.now()
    found = doctor.examine(files=_looks_for_files(now), by_hand=False)
    findings = [
        {"level": doctor.severity(each), "what": str(each.msg), "mend": str(each.hint or "")}
        for each in found
    ]
    Examination.objects.update_or_create(pk=1, defaults={"at": now, "findings": findings})
    return len(findings)


def _looks_for_files(now: datetime) -> bool:
    """Return whether the disk is asked for each file: once a day, each hour while an error stands.

    With many pictures that is a million questions, and files do not vanish by the hour.
    """
    last = Examination.objects.first()
    if last is None or any(finding["level"] == "error" for finding in last.findings):
        return True
    return timezone.localdate(last.at) != timezone.localdate(now)
