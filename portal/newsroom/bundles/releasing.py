"""A bundle is approved page by page, and released in one transaction or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH
from portal.audit.models import Action
from portal.audit.recording import record, recorded_last
from portal.editing import publish_checks
from portal.newsroom.bundles.collecting import close, locked
from portal.newsroom.bundles.readiness import Readiness, moment_of, readiness_of
from portal.pagecache import due, generation
from portal.publishing import workflow
from portal.publishing.errors import Clash
from portal.publishing.models import (
    Bundle,
    BundleMember,
    BundleState,
    ChangeSet,
    Publication,
    State,
)
from portal.publishing.models.kinds import kind_named

# Approved in one request; more are approved by asking again.
AT_ONCE = 200


class Hindered(ValidationError):
    """Nothing was released: what hinders, page by page."""

    def __init__(self, hindrances: Sequence[tuple[str, str]]) -> None:
        # Pages with what hinders each, for a list.
        self.hindrances = list(hindrances)
        super().__init__(
            _("Nothing was released; pages that are hindered: %(number)s.")
            % {"number": len({title for title, _reason in hindrances})},
            code="hindered",
        )


@dataclass(slots=True)
class ApprovalReport:
    """What a run over many pages did, and what it could not do and why."""

    done: int = 0
    left: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def waiting(bundle: Bundle) -> QuerySet[BundleMember]:
    """Return the members that somebody has submitted and nobody has approved."""
    submitted = ChangeSet.objects.filter(
        publication_id=OuterRef("publication_id"), state=State.SUBMITTED
    )
    live = Q(publication__state=State.PUBLISHED)
    return bundle.members.filter(
        Q(publication__state=State.SUBMITTED) | (live & Exists(submitted))
    ).order_by("publication_id")


def approve(bundle: Bundle, *, by: User) -> ApprovalReport:
    """Approve what waits in a bundle, page by page; what cannot be approved is named."""
    if not by.has_perm(PUBLISH):
        raise PermissionDenied
    rows = list(waiting(bundle).select_related("publication")[: AT_ONCE + 1])
    report = ApprovalReport(left=max(0, len(rows) - AT_ONCE))
    for member in rows[:AT_ONCE]:
        try:
            _approve(bundle, member, by=by)
        except (ValidationError, PermissionDenied) as error:
            report.failed.append((str(member.publication), reason_of(error)))
        else:
            report.done += 1
    return report


@transaction.atomic
def _approve(bundle: Bundle, member: BundleMember, *, by: User) -> None:
    locked(bundle)
    page = kind_named(member.publication.kind).objects.get(pk=member.publication_id)
    publish_checks.transition(
        page, to=State.APPROVED, by=by, comment=_comment_of(bundle), seen=page.revision_number
    )


@transaction.atomic
def release(bundle: Bundle, *, by: User) -> Bundle:
    """Let readers see every member from one moment on; the bundle, closed or scheduled.

    Each member is checked again under its lock. With a later moment, pages know it themselves; with
    a change to a live page among them, the bundle waits as a whole and goes out then. Raises
    Hindered with all that hinders, and then nothing has happened; PermissionDenied for who may not
    publish.
    """
    if not by.has_perm(PUBLISH):
        raise PermissionDenied
    bundle = locked(bundle)
    if bundle.is_for_later and _has_changes(bundle):
        _checked(bundle, by=by)
        _schedule(bundle, by=by)
    else:
        put_out(bundle, by=by, moment=moment_of(bundle))
        close(bundle, BundleState.RELEASED, by=by)
    return bundle


def _has_changes(bundle: Bundle) -> bool:
    return bundle.members.filter(publication__state=State.PUBLISHED).exists()


def _schedule(bundle: Bundle, *, by: User) -> None:
    """Let a bundle that was checked wait for its moment."""
    assert bundle.publish_at is not None  # noqa: S101  # it is for later
    bundle.state, bundle.scheduled_by = BundleState.SCHEDULED, by
    bundle.save(update_fields=["state", "scheduled_by"])
    keys = bundle.members.values("publication_id")
    waiting = ChangeSet.objects.filter(publication_id__in=keys, state=State.APPROVED)
    waiting.update(publish_at=bundle.publish_at)
    # Nothing has changed for readers, but when something will: each process asks for that anew.
    generation.invalidate_public_content()
    due.ask_for_turn(bundle.publish_at)
    values = {"state": bundle.state, "publish_at": bundle.publish_at.isoformat()}
    record(Action.STEP, by=by, subject=bundle, old={"state": BundleState.OPEN.value}, new=values)


@recorded_last()
def put_out(bundle: Bundle, *, by: User, moment: datetime) -> None:
    """Take the step with each member of a locked bundle; in the caller's transaction.

    Its steps are written down at the end: whoever signs in or sends a question meanwhile waits for
    the audit record.
    """
    comment = _comment_of(bundle)
    for each in _checked(bundle, by=by):
        appears = _appearance(each.page, bundle, moment)
        try:
            workflow.transition(
                each.page, to=State.PUBLISHED, by=by, published_at=appears, comment=comment
            )
        except (ValidationError, PermissionDenied) as error:
            raise Hindered([(str(each.page), reason_of(error))]) from error
        except IntegrityError as error:
            raise Hindered([(str(each.page), reason_of(Clash(error)))]) from error


def _appearance(page: Publication, bundle: Bundle, moment: datetime) -> datetime:
    """Return from when on readers see a page; released at once, it keeps a day of its own."""
    # With a moment for all, a day that has passed would show the page before the others.
    if bundle.is_scheduled or bundle.is_for_later:
        return moment
    return page.published_at or moment


@transaction.atomic
def rehearse(bundle: Bundle, *, by: User) -> None:
    """Check all that a release would; raises what it would raise, and changes nothing."""
    _checked(locked(bundle), by=by)


def _checked(bundle: Bundle, *, by: User) -> list[Readiness]:
    """Return the members in the order of their locks; Hindered where one of them may not go."""
    keys = bundle.members.values_list("publication_id", flat=True)
    # Everybody locks pages before anything else, and several by key: nobody waits in a circle.
    pages = Publication.objects.select_for_update(no_key=True).filter(pk__in=list(keys))
    if not list(pages.order_by("pk").values_list("pk", flat=True)):
        raise ValidationError(_("There is no page in the bundle yet."), code="empty")
    members = bundle.members.select_related("publication").order_by("publication_id")
    found = readiness_of(bundle, list(members), by=by)
    if hindrances := [(str(each.page), why) for each in found for why in each.hindrances]:
        raise Hindered(hindrances)
    return found


def _comment_of(bundle: Bundle) -> str:
    return _("Bundle “%(name)s”") % {"name": bundle.name}


def reason_of(error: ValidationError | PermissionDenied) -> str:
    """Why something was refused, in a sentence."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return _("It is not yours to decide.")
