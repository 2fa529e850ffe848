"""Bundles with changes to live pages: decided on before, released as a whole at their moment."""

import logging
from datetime import datetime
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.choosing import publishers_here
from portal.accounts.models import User
from portal.accounts.roles import PUBLISH
from portal.audit.models import Action
from portal.audit.recording import record
from portal.newsroom.bundles import collecting, releasing
from portal.pagecache.due import PASSING, do_each
from portal.pagecache.moments import next_moment_of
from portal.publishing.due import why_not
from portal.publishing.models import Bundle, BundleState, ChangeSet
from portal.publishing.models.state import OPEN
from portal.tasks.letters import send

logger = logging.getLogger(__name__)


def _scheduled() -> QuerySet[Bundle]:
    return Bundle.objects.filter(state=BundleState.SCHEDULED).order_by("publish_at", "pk")


def first_release() -> datetime | None:
    """Return when the first bundle goes out; one that should have already is past."""
    return _scheduled().values_list("publish_at", flat=True).first()


def next_release(now: datetime) -> datetime | None:
    """Return the next moment after `now` at which a bundle goes out."""
    return next_moment_of(_scheduled(), ["publish_at"], now)


def release(now: datetime) -> int:
    """Release each bundle whose moment has come, in a transaction each; how many went out.

    One that is hindered by now, or breaks, is open again, and its people are told why; it keeps
    none of the others from its moment.
    """
    keys = list(_scheduled().filter(publish_at__lte=now).values_list("pk", flat=True))
    return do_each(partial(_release, key, now) for key in keys)


@transaction.atomic
def _release(key: int, now: datetime) -> bool:
    bundle = Bundle.objects.select_for_update(no_key=True).get(pk=key)
    if not bundle.is_scheduled or bundle.publish_at is None or bundle.publish_at > now:
        return False  # Somebody else has come first, or taken it back.
    by = bundle.scheduled_by
    assert by is not None  # noqa: S101  # a constraint
    try:
        with transaction.atomic():
            releasing.put_out(bundle, by=by, moment=bundle.publish_at)
            # What else the commit would ask, and fail with.
            connection.check_constraints()
    except PASSING:
        raise
    except (ValidationError, PermissionDenied) as error:
        _hold_back(bundle, by, _all_reasons(error))
        return False
    except Exception as error:
        logger.exception("The bundle %s could not be released at its moment.", key)
        _hold_back(bundle, by, why_not(error))
        return False
    collecting.close(bundle, BundleState.RELEASED, by=by)
    return True


def _hold_back(bundle: Bundle, by: User, why: str) -> None:
    """Open a bundle again that could not go out, and tell its people why."""
    reopen(bundle, by=None, why=why)
    people = mailboxes(by, bundle.created_by)
    address = reverse("admin:publishing_bundle_change", args=[bundle.pk])
    send("bundle_held_back", to=people, bundle=bundle, why=why, address=address)


def mailboxes(*people: User | None) -> list[str]:
    """Return the addresses of those who are still here; of all who publish where none is left."""
    here = [each for each in people if each is not None and each.is_active]
    return sorted({each.email for each in here or publishers_here() if each.email})


def _all_reasons(error: ValidationError | PermissionDenied) -> str:
    hindrances = getattr(error, "hindrances", [])
    named = "; ".join(f"“{title}”: {why}" for title, why in hindrances)
    return named or releasing.reason_of(error)


@transaction.atomic
def take_back(bundle: Bundle, *, by: User) -> None:
    """Let a scheduled bundle be collected on; nothing of it goes out at its moment.

    Raises PermissionDenied for who does not publish, ValidationError where it is not scheduled.
    """
    if not by.has_perm(PUBLISH):
        raise PermissionDenied
    fresh = Bundle.objects.select_for_update(no_key=True).get(pk=bundle.pk)
    if not fresh.is_scheduled:
        raise ValidationError(_("It is not scheduled any more."), code="not_scheduled")
    reopen(fresh, by=by, why="")


def reopen(bundle: Bundle, *, by: User | None, why: str) -> None:
    """Let a locked bundle be collected on; its changes have no moment any more."""
    bundle.state, bundle.scheduled_by = BundleState.OPEN, None
    bundle.save(update_fields=["state", "scheduled_by"])
    keys = bundle.members.values("publication_id")
    # Also what somebody took back meanwhile: approved again, it would go out alone.
    waiting = ChangeSet.objects.filter(publication_id__in=keys, state__in=OPEN)
    waiting.filter(publish_at=bundle.publish_at).update(publish_at=None)
    old = {"state": BundleState.SCHEDULED.value}
    record(Action.STEP, by=by, subject=bundle, old=old, new={"state": "open", "why": why})
