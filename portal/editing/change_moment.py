"""From when on a change to a live page holds: typed at its form, or where it is decided on."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import staff
from portal.publishing import changes, due
from portal.publishing.models import ChangeSet, Publication, State
from portal.publishing.scheduling import in_words
from portal.publishing.steps import Step

FIELD = "hieu-luc"


def effect_context(user: User, page: Publication, change: ChangeSet | None) -> dict[str, Any]:
    """Return what the field for the moment needs.

    Before a change is begun, who writes may name one.
    """
    is_live = page.state == State.PUBLISHED
    may = is_live and (change is None or due.may_schedule(user, page, change))
    moment = change.publish_at if change is not None else None
    return {
        "may_schedule": may,
        "effect_value": f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}" if moment else "",
        "effect_words": in_words(moment),
        "takes_effect_later": change is not None and change.is_for_later,
    }


def appearance_context(page: Publication, step: Step, *, typed: str) -> dict[str, Any]:
    """Return what the field for the moment needs where a new page is about to be published.

    `typed` is the moment that came with a step which was refused.
    """
    moment = _to_come(typed) or page.published_at
    moment = moment if moment is not None and moment > timezone.now() else None
    return {
        "may_schedule": True,
        "is_appearance": True,
        "effect_value": f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}" if moment else "",
        "effect_words": in_words(moment),
        "later_now": str(step.later) % {"moment": in_words(moment)} if moment else "",
    }


def appearance_of(request: HttpRequest, page: Publication) -> datetime | None:
    """Return the moment that was sent for a new page; None where none is named.

    Who empties the field of one to come means now. Raises ValidationError for what is over.
    """
    if FIELD not in request.POST or page.state == State.PUBLISHED:
        return None
    now, typed = timezone.now(), _typed(request.POST[FIELD])
    if typed is not None and typed < now - timedelta(minutes=1):
        raise ValidationError(_("Choose a moment to come, or leave it empty."))
    is_later = page.published_at is not None and page.published_at > now
    return now if typed is None and is_later else typed


def typed_moment(request: HttpRequest) -> str:
    """Return what brings the moment that was sent back to its field, behind an address."""
    typed = request.POST.get(FIELD, "")
    return f"?{urlencode({FIELD: typed})}" if _to_come(typed) else ""


def _to_come(typed: str) -> datetime | None:
    try:
        moment = _typed(typed)
    except ValidationError:
        return None
    return moment if moment is not None and moment > timezone.now() else None


def take_moment(request: HttpRequest, page: Publication) -> ChangeSet | None:
    """Keep the moment that was sent along, where it is another one than is kept; the change.

    Raises ValidationError for what is no moment to come, PermissionDenied for whom it is not
    to say.
    """
    if FIELD not in request.POST or page.state != State.PUBLISHED:
        return None
    change = changes.open_change(page)
    if change is None:
        return None
    typed = _typed(request.POST[FIELD])
    if _minute(typed) == _minute(change.publish_at):
        return change
    return due.set_moment(page, typed, by=staff(request))


def _typed(value: str) -> datetime | None:
    try:
        moment: datetime | None = forms.DateTimeField(required=False).clean(value)
    except ValidationError as error:
        raise ValidationError(_("Write the day and hour from when on it holds.")) from error
    return moment


def _minute(moment: datetime | None) -> datetime | None:
    return moment.replace(second=0, microsecond=0) if moment is not None else None
