"""Offers and requests that fit each other: suggested, proposed by one side, agreed by both."""

from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import Exact
from django.utils import timezone

from enterprises.infrastructure.filters import (
    public_listings,
    units_of_today_with,
    with_owners,
)
from enterprises.infrastructure.models import Direction, InfrastructureListing, InfrastructureMatch
from enterprises.profiles.models import Enterprise, Representative
from portal.audit.recording import record_saved
from portal.audit.values import snapshot
from portal.pagecache import generation
from portal.publishing.models import PublicationQuerySet, State
from portal.tasks.letters import send

# More than these nobody calls on one day.
MAX_SUGGESTIONS = 5


def candidates_for(listing: InfrastructureListing) -> PublicationQuerySet[InfrastructureListing]:
    """Return public listings of others of the same kind and the opposite direction."""
    rows = public_listings().filter(
        facility=listing.facility, direction=Direction(listing.direction).opposite
    )
    return rows.exclude(enterprise__isnull=False, enterprise=listing.enterprise_id)


def suggestions_for(listing: InfrastructureListing) -> list[InfrastructureListing]:
    """Return candidates in the same unit of today without a current match; in two queries."""
    if listing.locality_id is None:
        return []
    paired = InfrastructureMatch.objects.current().of(listing)
    paired = paired.filter(Q(offer=OuterRef("pk")) | Q(request=OuterRef("pk")))
    # Listings stay long: one of before a merger and one of after it may be in the same place.
    same = units_of_today_with(listing.locality_id)
    rows = candidates_for(listing).filter(~Exists(paired), locality__in=same)
    return list(with_owners(rows).newest().defer("body")[:MAX_SUGGESTIONS])


def waiting_first(rows: QuerySet[InfrastructureListing]) -> QuerySet[InfrastructureListing]:
    """Return the rows, those with a proposal to agree to first, then those to be corrected.

    The others follow, the last changed first.
    """
    offered = Q(offer=OuterRef("pk"), offer_agreed_at=None)
    sought = Q(request=OuterRef("pk"), request_agreed_at=None)
    waiting = InfrastructureMatch.objects.current().of_shown()
    waiting = waiting.filter(offered | sought, matched_at=None)
    found = rows.annotate(is_proposed=Exists(waiting))
    is_sent_back = Exact(F("state"), State.CHANGES_ASKED)
    return found.order_by("-is_proposed", is_sent_back.desc(), "-updated_at", "-pk")


def matches_of(listing: InfrastructureListing) -> list[InfrastructureMatch]:
    """Return the current matches of a listing, the newest first; in one query."""
    rows = InfrastructureMatch.objects.current().of(listing)
    return list(
        rows.select_related(
            "offer__enterprise", "offer__organisation", "offer__parent_page",
            "request__enterprise", "request__organisation", "request__parent_page",
        )
    )  # fmt: skip


def made_matches_of(listing: InfrastructureListing) -> list[InfrastructureListing]:
    """Return the listings it is matched with, public or not."""
    made = InfrastructureMatch.objects.made().of(listing)
    rows = made.select_related("offer__parent_page", "request__parent_page")
    return [row.request if row.offer_id == listing.pk else row.offer for row in rows]


@transaction.atomic
def propose(
    me: Representative, listing: InfrastructureListing, other: InfrastructureListing
) -> InfrastructureMatch:
    """Agree to be paired with another's listing; where they did before, the two are matched."""
    side = listing.direction
    offer, sought = (listing, other) if side == Direction.OFFER else (other, listing)
    match, is_new = InfrastructureMatch.objects.get_or_create(
        offer=offer, request=sought, ended_at=None
    )
    match = _locked(match.pk)
    if getattr(match, f"{side}_agreed_at") is None:
        _agree(me, match, side, is_new=is_new)
        letter = "infrastructure_matched" if match.matched_at else "infrastructure_proposed"
        _send_letter(letter, of=other, about=listing)
    return match


@transaction.atomic
def answer(me: Representative, pk: int, *, agrees: bool) -> InfrastructureMatch | None:
    """Agree to a proposed pair, or decline it; None where it does not wait for this enterprise.

    Raises ValidationError where nobody could agree: readers do not see both of the two.
    """
    match = _locked(pk)
    if not match.waits_for(me.enterprise_id):
        return None
    side = match.side_of(me.enterprise_id)
    if agrees:
        match.refuse_hidden()
        _agree(me, match, side)
    else:
        before = snapshot(match)
        match.ended_at = timezone.now()
        match.save(update_fields=["ended_at"])
        record_saved(match, before=before, by=me.user)
    ours, other = (match.offer, match.request)[:: 1 if side == Direction.OFFER else -1]
    letter = "infrastructure_matched" if agrees else "infrastructure_declined"
    _send_letter(letter, of=other, about=ours)
    return match


def send_decision(match: InfrastructureMatch, *, is_matched: bool) -> None:
    """Write to the enterprises of a pair that the department has noted as matched, or deleted."""
    is_of_two = match.offer.enterprise_id and match.request.enterprise_id
    # For an organisation's listing that is its answer; of two enterprises nobody has declined.
    ended = "infrastructure_dropped" if is_of_two else "infrastructure_declined"
    letter = "infrastructure_matched" if is_matched else ended
    for of, about in ((match.offer, match.request), (match.request, match.offer)):
        _send_letter(letter, of=of, about=about)


def _locked(pk: int) -> InfrastructureMatch:
    rows = InfrastructureMatch.objects.select_for_update(of=("self",))
    return rows.select_related("offer__enterprise", "request__enterprise").get(pk=pk)


def _agree(
    me: Representative, match: InfrastructureMatch, side: str, *, is_new: bool = False
) -> None:
    before: dict[str, Any] = {} if is_new else snapshot(match)
    match.agree(side, timezone.now())
    match.save(update_fields=[f"{side}_agreed_at", "matched_at"])
    if match.matched_at:
        generation.invalidate_public_content()
    record_saved(match, before=before, by=me.user)


def _send_letter(letter: str, *, of: InfrastructureListing, about: InfrastructureListing) -> None:
    """Write to who keeps one side about the other; an organisation is told by the department."""
    owner: Enterprise | None = of.enterprise
    if owner is not None:
        to = owner.representatives.mailboxes()
        send(letter, to=to, listing=of, other=about, enterprise=owner)
