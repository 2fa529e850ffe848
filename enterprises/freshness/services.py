"""Confirming a profile, and the days that follow from it: asked again, stale, hidden."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enterprises.freshness.models import Confirmation, ConfirmationQuerySet, ConfirmedVia
from enterprises.profiles.models import Enterprise, can_be_reminded
from portal.accounts.models import User
from portal.audit.recording import record_saved
from portal.kit.postgres.prepared import Prepared
from portal.publishing.models import ChangeSet, Publication, State, Transition
from portal.publishing.services import set_lapse

_SALT: Final = "enterprises.freshness"


def last_confirmation(enterprise: Publication) -> Confirmation | None:
    """Return the last confirmation of the enterprise."""
    return _last.first(enterprise=enterprise.pk)


def _last_of(enterprise: int) -> ConfirmationQuerySet:
    return Confirmation.objects.current().filter(enterprise=enterprise).order_by("pk")[:1]


_last = Prepared(_last_of, enterprise=int)


@transaction.atomic
def confirm(enterprise_id: int, *, via: ConfirmedVia, by: User | None = None) -> Confirmation:
    """Confirm that the profile is right today, and begin its term anew."""
    _lock(enterprise_id)
    return _create(enterprise_id, via=via, by=by)


@transaction.atomic
def answer(
    enterprise_id: int, *, to: int | None, via: ConfirmedVia, by: User | None = None
) -> Confirmation | None:
    """Confirm as the answer to a question, once: None where somebody has answered before.

    `to` is the key of the confirmation that was the last one when the question was put.
    """
    _lock(enterprise_id)
    last = Confirmation.objects.current().filter(enterprise=enterprise_id).first()
    if (last.pk if last else None) != to:
        return None
    return _create(enterprise_id, via=via, by=by)


def _lock(enterprise_id: int) -> None:
    # The row that every save and step locks first.
    Publication.objects.select_for_update(no_key=True).only("pk").get(pk=enterprise_id)


def _create(enterprise_id: int, *, via: ConfirmedVia, by: User | None) -> Confirmation:
    Confirmation.objects.current().filter(enterprise=enterprise_id).update(is_last=False)
    confirmation = Confirmation.objects.create(enterprise_id=enterprise_id, via=via, by=by)
    record_saved(confirmation, before={}, by=by)
    set_lapse(Publication.objects.filter(pk=enterprise_id), at=hidden_from(confirmation))
    return confirmation


def on_transition(publication: Enterprise, transition: Transition, **_rest: object) -> None:
    """Confirm a profile that is published, or changed at its enterprise's request."""
    if transition.to_state != State.PUBLISHED:
        return
    if transition.change_set is None:
        confirm(publication.pk, via=ConfirmedVia.PUBLICATION, by=transition.by)
    elif (writer := _writer_of(publication, transition.change_set)) is not None:
        confirm(publication.pk, via=ConfirmedVia.CHANGE, by=writer)


def _writer_of(enterprise: Enterprise, change: ChangeSet) -> User | None:
    """Return the representative who wrote in a change; None where only the staff did."""
    found = enterprise.representatives.writers_of(change).select_related("user").first()
    return found.user if found else None


# --- how old it is --------------------------------------------------------------------------


def due_from(confirmation: Confirmation) -> datetime:
    """Return the moment at which the enterprise is first asked again."""
    moment: datetime = confirmation.at + settings.ENTERPRISE_ASK_AFTER
    return moment


def hidden_from(confirmation: Confirmation) -> datetime:
    """Return the moment at which an unconfirmed profile is hidden from readers."""
    moment: datetime = confirmation.at + settings.ENTERPRISE_HIDDEN_AFTER
    return moment


def is_stale(confirmation: Confirmation, now: datetime | None = None) -> bool:
    """Return whether readers are told that the profile may be out of date."""
    stale: datetime = confirmation.at + settings.ENTERPRISE_STALE_AFTER
    return stale <= (now or timezone.now())


def stale_words(confirmation: Confirmation | None) -> str:
    """Return what readers are told of a profile that may be out of date; "" of any other."""
    if confirmation is None or not is_stale(confirmation):
        return ""
    day = {"day": date_format(timezone.localtime(confirmation.at), "SHORT_DATE_FORMAT")}
    if confirmation.is_explicit:
        words = _(
            "The enterprise has not confirmed it since %(day)s. Ask it before you rely on it."
        )
    else:
        words = _(
            "Nobody has confirmed it since it was published on %(day)s. "
            "Ask the enterprise before you rely on it."
        )
    return words % day


def due_at(now: datetime) -> Q:
    """Return the condition for asking: a year after the last confirmation, then each pause."""
    first = Q(reminders=0, at__lte=now - settings.ENTERPRISE_ASK_AFTER)
    again = Q(
        reminders__gt=0,
        reminders__lt=settings.ENTERPRISE_ASK_TIMES,
        reminded_at__lte=now - settings.ENTERPRISE_ASK_PAUSE,
    )
    return Q(is_last=True, enterprise__state=State.PUBLISHED) & (first | again)


def unanswered(now: datetime | None = None) -> ConfirmationQuerySet:
    """Return confirmations whose questions were all asked and whose last pause is over."""
    pause_over = (now or timezone.now()) - settings.ENTERPRISE_ASK_PAUSE
    return Confirmation.objects.current().filter(
        reminders__gte=settings.ENTERPRISE_ASK_TIMES,
        reminded_at__lte=pause_over,
        enterprise__state=State.PUBLISHED,
    )


def without_address(now: datetime | None = None) -> ConfirmationQuerySet:
    """Return confirmations that are due to be asked for, of enterprises without any address."""
    rows = Confirmation.objects.filter(due_at(now or timezone.now()))
    return rows.filter(~can_be_reminded("enterprise"))


def for_the_staff() -> ConfirmationQuerySet:
    """Return confirmations that no letter renews: the staff asks by telephone."""
    return unanswered() | without_address()


# --- the link in a letter -------------------------------------------------------------------


def token_for(confirmation: Confirmation) -> str:
    """Return the signed token of the link in a letter: the confirmation to renew."""
    return signing.dumps(confirmation.pk, salt=_SALT)


def confirmation_of(token: str) -> Confirmation:
    """Return the confirmation that a link asks to renew.

    Raises SignatureExpired for one that is too old, BadSignature for any other that is no good.
    """
    key = signing.loads(token, salt=_SALT, max_age=settings.ENTERPRISE_LINK_LIFE)
    found = Confirmation.objects.select_related("enterprise").filter(pk=key).first()
    if found is None:
        raise signing.BadSignature("The enterprise has been removed.")
    return found
