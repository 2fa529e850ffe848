"""Pages that somebody looks after, each from one plain call."""

from datetime import timedelta

from django.utils import timezone

from portal.accounts.models import User
from portal.ownership.models import Ownership
from portal.publishing.models import Publication


def ownership(page: Publication, *, owner: User | None = None, days: int = 0) -> Ownership:
    """That a page is to be looked at again so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    return Ownership.objects.create(publication_id=page.pk, owner=owner, check_on=day)
