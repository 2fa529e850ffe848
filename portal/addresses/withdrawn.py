"""What readers meet at the address of a withdrawn page, where the staff has said why."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.addresses.known import ways_to_write
from portal.addresses.models import OldAddress, WithdrawalNotice
from portal.audit.recording import record_deleted
from portal.audit.values import snapshot
from portal.publishing.models import Publication, Redirect, State, Transition


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What is told of a withdrawn page: never its title."""

    on: date
    reason: str
    successor: Publication | None


def withdrawn_at(path: str) -> Withdrawn | None:
    """Return what to tell at an address; None where the staff has said nothing.

    An English address is its page's; an address that the page had once is the page's, too, on this
    site or on the one before.
    """
    notice = _notices_at(path).select_related("successor").first()
    if notice is None:
        return None
    at = _withdrawals(notice.publication_id).values_list("at", flat=True).first()
    successor = notice.successor
    return Withdrawn(
        on=timezone.localdate(at),
        reason=notice.reason,
        successor=successor if successor is not None and successor.is_public else None,
    )


def has_public_notice(page: Publication) -> bool:
    """Return whether the address of a page that is gone tells readers why."""
    return _notices_at(page.path).exists()


def _notices_at(path: str) -> QuerySet[WithdrawalNotice]:
    paths = ways_to_write(path)
    moved = Redirect.objects.filter(old_path__in=paths).values("publication")
    before = OldAddress.objects.filter(address=path).values("publication")
    return WithdrawalNotice.objects.filter(
        Q(publication__path__in=paths) | Q(publication__in=moved) | Q(publication__in=before),
        # However far its mending has come.
        ~Q(publication__state=State.PUBLISHED),
        publication__live_number__isnull=False,
    )


def withdrawal_comment(page: int) -> str:
    """Return the word with which a page was withdrawn last; "" where there was none."""
    return _withdrawals(page).values_list("comment", flat=True).first() or ""


def on_transition(publication: Publication, transition: Transition, **_rest: object) -> None:
    """End what is told of a page that is published again; its next withdrawal has another why."""
    if transition.to_state != State.PUBLISHED or transition.from_state == State.PUBLISHED:
        return
    for notice in WithdrawalNotice.objects.filter(publication=publication):
        record_deleted(notice, before=snapshot(notice), by=transition.by)
        notice.delete()


def _withdrawals(page: int) -> QuerySet[Transition]:
    """Return how often a page was withdrawn, the last time first."""
    return Transition.objects.filter(publication=page, to_state=State.WITHDRAWN).order_by("-at")
