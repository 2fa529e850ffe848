"""Ends preview links before their day: with their page, or with who made them; all written down."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record, recorded_last
from portal.editing.models import PreviewLink


def open_links_of(user: User) -> QuerySet[PreviewLink]:
    """Return the links that the person made and that still lead somewhere."""
    return PreviewLink.objects.filter(
        created_by=user, revoked_at=None, expires_at__gt=timezone.now()
    )


@transaction.atomic
@recorded_last()
def revoke_links(links: QuerySet[PreviewLink], *, by: User) -> None:
    """Revoke each of the links; whoever holds one reads nothing by it from now on."""
    for link in links:
        link.revoke()
        assert link.revoked_at is not None  # noqa: S101  # revoked in the line above
        record(Action.CHANGED, by=by, subject=link, new={"revoked_at": link.revoked_at.isoformat()})
