"""Pages and changes that appear at their moment, and the changes put in place when it has come."""

import logging
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record
from portal.pagecache import due
from portal.pagecache.moments import next_moment_of
from portal.publishing import changes, permissions, scheduling, workflow
from portal.publishing.errors import Clash
from portal.publishing.models import BundleMember, BundleState, ChangeSet, Publication, State
from portal.publishing.models.access import may_decide
from portal.publishing.models.kinds import kind_named

logger = logging.getLogger(__name__)
_UNRELEASED = (BundleState.OPEN, BundleState.SCHEDULED)


def scheduled() -> QuerySet[ChangeSet]:
    """Return the changes that take effect by themselves; those of a scheduled bundle go with it."""
    return ChangeSet.objects.filter(
        ~Exists(_bundled(OuterRef("publication_id"))),
        state=State.APPROVED,
        publish_at__isnull=False,
        publication__state=State.PUBLISHED,
    )


def _bundled(key: Any) -> QuerySet[BundleMember]:
    return _in_bundles(key, BundleState.SCHEDULED)


def _in_bundles(key: Any, *states: BundleState) -> QuerySet[BundleMember]:
    return BundleMember.objects.filter(publication_id=key, bundle__state__in=states)


def first_change() -> datetime | None:
    """Return when the first change takes effect; one that should have already is past."""
    return scheduled().order_by("publish_at").values_list("publish_at", flat=True).first()


def next_change(now: datetime) -> datetime | None:
    """Return the next moment after `now` at which a change takes effect."""
    return next_moment_of(scheduled(), ["publish_at"], now)


def put_in_place(now: datetime) -> int:
    """Put each change in place whose moment has come; how many went live.

    One that cannot any more, as the page has moved on, or that breaks, goes back to its writer
    with the reason, and keeps none of the others from its moment.
    """
    rows = scheduled().filter(publish_at__lte=now).order_by("publish_at", "pk")
    keys = rows.values_list("pk", "publication_id", "publication__kind")
    return due.do_each(partial(_put_in_place, *each, now) for each in list(keys))


@transaction.atomic
def _put_in_place(key: int, page_key: int, kind: str, now: datetime) -> bool:
    page = kind_named(kind).objects.locked().get(pk=page_key)
    if not scheduled().filter(pk=key, publish_at__lte=now).exists():
        return False  # Somebody else has come first, or taken it back.
    try:
        with transaction.atomic():
            workflow.transition(page, to=State.PUBLISHED, by=None, comment=_("At its moment"))
            # What else the commit would ask, and fail with.
            connection.check_constraints()
    except due.PASSING:
        raise
    except Exception as error:
        # Whatever it was: left, it would come first again each time, and break each time.
        if not isinstance(error, ValidationError | IntegrityError):
            logger.exception("The change %s could not be put in place at its moment.", key)
        send_back(page, error)
        return False
    return True


def send_back(page: Publication, error: Exception) -> None:
    """Send a change that could not take effect back to its writer, with why."""
    comment = _("It could not take effect at its moment: %(why)s") % {"why": why_not(error)}
    fresh = type(page).objects.get(pk=page.pk)
    workflow.transition(fresh, to=State.CHANGES_ASKED, by=None, comment=comment)


def why_not(error: Exception) -> str:
    """Return in a sentence why something could not take effect at its moment."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, IntegrityError):
        return str(Clash(error).messages[0])
    return _("It broke; who runs the site finds the reason in its log.")


def may_schedule(user: User, publication: Publication, change: ChangeSet) -> bool:
    """Return whether somebody may say when a change takes effect.

    Who writes it, and who decides.
    """
    decides = may_decide(user, publication)
    if change.state == State.APPROVED:
        return decides
    return decides or permissions.may_write(user, publication)


@transaction.atomic
def set_moment(publication: Publication, moment: datetime | None, *, by: User) -> ChangeSet:
    """Say from when on readers shall see the change that waits; without a moment nobody has said.

    Raises PermissionDenied for whom it is not to say, ValidationError where no change waits, the
    moment is past, or the page goes out with a bundle.
    """
    page = workflow.locked(publication)
    change = changes.open_change(page) if page.state == State.PUBLISHED else None
    if change is None:
        raise ValidationError(_("No change waits here for a decision any more."), code="no_step")
    if not may_schedule(by, page, change):
        raise PermissionDenied
    if moment is not None and moment <= timezone.now():
        raise ValidationError(_("That moment is past. Choose one to come."), code="past")
    # What got its moment before it came into a bundle may lose it.
    others = _in_bundles(page.pk, *_UNRELEASED) if moment is not None else _bundled(page.pk)
    if others.exists():
        raise ValidationError(_("It takes effect with its bundle; set the moment there."))
    old, change.publish_at = change.publish_at, moment
    change.save(update_fields=["publish_at"])
    scheduling.ask_for_turn(change)
    values = {"publish_at": moment.isoformat() if moment else None}
    was = {"publish_at": old.isoformat() if old else None}
    record(Action.CHANGED, subject=change, by=by, old=was, new=values)
    return change


def next_publication(now: datetime) -> datetime | None:
    """Return the next moment at which a page that is decided on begins or ends."""
    rows = Publication.objects.filter(state=State.PUBLISHED)
    return next_moment_of(rows, ("published_at", "expires_at", "lapses_at"), now)
