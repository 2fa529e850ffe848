from django.utils.translation import gettext_lazy as _

from portal.accounts.leaving import Held
from portal.accounts.models import User
from portal.publishing.models import Bundle
from portal.publishing.models.bundle import BundleState


def open_bundles(user: User) -> Held:
    """Return bundles that the person collects and that are not released."""
    rows = Bundle.objects.filter(created_by=user, state=BundleState.OPEN)
    return Held(
        name="bundles",
        label=_("bundles that are not released"),
        count_rows=rows.count,
        give=lambda to, by: rows.update(created_by=to),
    )
