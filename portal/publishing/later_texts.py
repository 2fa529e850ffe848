"""Search knows a text that was approved ahead of time from the moment on which readers see it."""

from datetime import timedelta
from typing import Final

from django.tasks import task
from django.utils import timezone

from portal.publishing.models.kinds import kinds
from portal.publishing.renamed import find_anew

# How long the work may have been left undone.
_LATELY: Final = timedelta(days=31)


@task
def find_by_later_texts() -> int:
    """Let search know the pages that keep a text back, or did lately, by what they show now."""
    since = timezone.now() - _LATELY
    found = [kind.with_texts_for_later(since) for kind in kinds().values()]
    keys = {key for rows in found for key in rows.values_list("pk", flat=True)}
    find_anew(keys)
    return len(keys)
