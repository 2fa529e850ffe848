"""The letter that reminds of a term of shared infrastructure before it is over."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Least
from django.tasks import task
from django.utils import timezone

from enterprises.infrastructure.filters import public_listings
from enterprises.infrastructure.models import ExpiryReminder, InfrastructureListing
from portal.tasks.letters import send

# So many in one go; the rest comes with the next round.
MAX_ROWS = 500


@task
def remind_of_expiry() -> int:
    """Remind owners of the coming end of their listings, once for each; return how many."""
    now = timezone.now()
    soon = now + timedelta(days=settings.INFRASTRUCTURE_REMINDER_DAYS)
    reminded = ExpiryReminder.objects.filter(listing=OuterRef("pk"), ends_at=OuterRef("ends_at"))
    # The end of `listed_until`; of two PostgreSQL takes the one that is known.
    ends_soon = Q(lapses_at__lte=soon) | Q(expires_at__lte=soon)
    rows = public_listings().filter(ends_soon, enterprise__isnull=False)
    untold = rows.annotate(ends_at=Least("lapses_at", "expires_at")).filter(~Exists(reminded))
    due = untold.select_related("enterprise").defer("body", "enterprise__body")
    return sum(_remind(listing) for listing in due.order_by("ends_at", "pk")[:MAX_ROWS])


@transaction.atomic
def _remind(listing: InfrastructureListing) -> bool:
    """Write to the owner unless another worker has: the row and the letter come together."""
    owner, ends_at = listing.enterprise, listing.listed_until
    if owner is None or ends_at is None:
        return False
    if not (to := owner.addresses_to_remind()):
        # Nothing goes out, so whom it has tomorrow is still to be reminded.
        return False
    _row, is_new = ExpiryReminder.objects.get_or_create(listing=listing, ends_at=ends_at)
    if is_new:
        send("infrastructure_ends", to=to, listing=listing, enterprise=owner)
    return is_new
