"""Actions of an enterprise on its own listings: add, extend, close, name a contact."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.infrastructure.models import InfrastructureListing, ListingContact
from enterprises.infrastructure.models.listing import term_from
from enterprises.kit import daily
from enterprises.profiles.models import Enterprise, Representative
from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record, record_saved
from portal.participation.publicforms.limits import Limit
from portal.publishing import services
from portal.publishing.models import Publication, State
from portal.publishing.services import set_lapse

A_DAY: Final = Limit("doanh-nghiep.ha-tang", 40, daily.DAY)


def listings_of(enterprise: Enterprise) -> QuerySet[InfrastructureListing]:
    """Return the enterprise's own offers and requests, whatever their state."""
    rows = InfrastructureListing.objects.filter(enterprise=enterprise)
    return rows.exclude(state=State.BINNED).select_related("locality", "parent_page")


def is_thrown_away(enterprise: Enterprise, pk: int) -> bool:
    """Return whether it is a listing of the enterprise that is in the bin already."""
    rows = InfrastructureListing.objects.filter(enterprise=enterprise, state=State.BINNED)
    return rows.filter(pk=pk).exists()


def add_listing(
    me: Representative, listing: InfrastructureListing, contact: ListingContact, *, key: UUID
) -> InfrastructureListing:
    """Keep a new draft with its contact; the same form sent twice makes one listing.

    Raises ValidationError where the enterprise has begun many today.
    """
    listing.enterprise = me.enterprise
    # What was thrown away may be put up again from the form that it came from.
    thrown_away = InfrastructureListing.objects.filter(enterprise=me.enterprise, state=State.BINNED)
    ListingContact.objects.filter(form_key=key, listing__in=thrown_away).update(form_key=None)
    try:
        with transaction.atomic():
            services.save(listing, by=me.user)
            contact.listing, contact.form_key = listing, key
            contact.save(force_insert=True)
            record_saved(contact, before={}, by=me.user)
            daily.spend(A_DAY, me.enterprise_id)
    except IntegrityError:
        earlier = listings_of(me.enterprise).filter(contact__form_key=key).first()
        if earlier is None:
            raise
        return earlier
    return listing


def contact_of(listing: InfrastructureListing) -> ListingContact:
    """Return the contact of a listing; an unsaved one where there is none."""
    found = ListingContact.objects.filter(listing=listing).first()
    return found or ListingContact(listing=listing)


def extend(listing: InfrastructureListing, *, by: User) -> datetime:
    """Begin a new term of a published listing, also of an expired one; return its end.

    Raises ValidationError where it is not published.
    """
    until = term_from(timezone.now())
    _lapse(listing, until, by=by)
    return until


def close(listing: InfrastructureListing, *, by: User) -> None:
    """Take a published listing off the site at once; raises ValidationError where it is none."""
    _lapse(listing, timezone.now(), by=by)


@transaction.atomic
def _lapse(listing: InfrastructureListing, at: datetime, *, by: User) -> None:
    pages = Publication.objects.filter(pk=listing.pk, state=State.PUBLISHED)
    if not set_lapse(pages, at=at):
        raise ValidationError(_("Only what is published can be extended or closed."))
    old = {"lapses_at": listing.lapses_at.isoformat() if listing.lapses_at else None}
    new = {"lapses_at": at.isoformat()}
    record(Action.CHANGED, subject=listing, by=by, old=old, new=new)
    listing.lapses_at = at
