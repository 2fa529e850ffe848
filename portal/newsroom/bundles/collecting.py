"""Finding pages for a bundle, putting them in, taking them out, giving the bundle up."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.accounts.leaving import Held
from portal.accounts.models import User
from portal.accounts.roles import edits, writes
from portal.audit.models import Action
from portal.audit.recording import record
from portal.editing.leaning import Leaning
from portal.publishing.changes import open_change
from portal.publishing.lookup import with_words
from portal.publishing.models import (
    Bundle,
    BundleMember,
    BundleState,
    ChangeSet,
    Publication,
    State,
)
from portal.publishing.models.access import may_read, works_in
from portal.publishing.models.kinds import kinds
from portal.publishing.models.state import OPEN
from portal.publishing.permissions import may_write, sees_what_waits
from portal.publishing.scheduling import in_words
from portal.publishing.state_words import page_words

# What one transaction can put in place while somebody waits for the answer.
MAX_MEMBERS = 1_000
# What the search for pages offers.
MAX_CANDIDATES = 20
_UNRELEASED = (BundleState.OPEN, BundleState.SCHEDULED)


def may_collect(user: User, bundle: Bundle) -> bool:
    """Return whether somebody may change an open bundle: their own, others' for editors."""
    own = bundle.pk is None or bundle.created_by_id == user.pk
    return bundle.is_open and writes(user, own=own)


def seen_by(user: User) -> QuerySet[Any, Any]:
    """All bundles for who edits or publishes, for a reporter their own; each with its `pages`."""
    counted = BundleMember.objects.filter(bundle=OuterRef("pk")).order_by().values("bundle")
    pages = Subquery(counted.annotate(number=Count("pk")).values("number"))
    rows = Bundle.objects.annotate(pages=pages)
    return rows if edits(user) else rows.filter(created_by=user)


def open_to(user: User) -> QuerySet[Any, Any]:
    """Return the bundles that are being collected, newest first."""
    rows = seen_by(user).filter(state=BundleState.OPEN).select_related("created_by")
    return rows.order_by("-created_at", "-id")


def locked(bundle: Bundle) -> Bundle:
    """Return the bundle as it is now, locked.

    Always before its pages. ValidationError where closed.
    """
    fresh = Bundle.objects.select_for_update(no_key=True).get(pk=bundle.pk)
    if fresh.is_scheduled:
        raise ValidationError(
            _("“%(name)s” is scheduled. To change it, take the schedule back first."),
            params={"name": fresh.name},
            code="scheduled",
        )
    if not fresh.is_open:
        raise ValidationError(
            _("“%(name)s” is closed: %(state)s. Nothing in it changes any more."),
            params={"name": fresh.name, "state": fresh.get_state_display()},
            code="closed",
        )
    return fresh


@transaction.atomic
def add(bundle: Bundle, page: Publication, *, by: User) -> BundleMember:
    """Put a page, or the change that waits on it, into an open bundle.

    Raises PermissionDenied where it is not this person's to do, ValidationError where the bundle
    is closed or full, or where the page is withdrawn, its change has a moment of its own or it is
    in an open bundle.
    """
    bundle = locked(bundle)
    reach = may_read(by, page) and works_in(by, page.section_id)
    if not (may_collect(by, bundle) and reach):
        raise PermissionDenied
    _check_free(bundle, page, by)
    member = BundleMember.objects.create(bundle=bundle, publication_id=page.pk, added_by=by)
    record(Action.CHANGED, by=by, subject=bundle, new={"added": str(page)})
    return member


def _check_free(bundle: Bundle, page: Publication, by: User) -> None:
    if page.state not in (*OPEN, State.PUBLISHED):
        raise ValidationError(
            _("“%(title)s” cannot go out (%(state)s); take it back to draft first."),
            params={"title": page, "state": page_words(page)},
        )
    change = open_change(page) if page.state == State.PUBLISHED else None
    if change is not None and change.is_for_later:
        raise _for_later(page, change, by)
    other = BundleMember.objects.filter(publication_id=page.pk, is_open=True)
    if taken := other.first():
        raise _taken(page, taken, by)
    if bundle.members.count() >= MAX_MEMBERS:
        raise ValidationError(
            _("A bundle holds %(most)s pages at most; begin another one."),
            params={"most": MAX_MEMBERS},
            code="full",
        )


def _for_later(page: Publication, change: ChangeSet, by: User) -> ValidationError:
    """Return why the page is not free; the moment is told to who may know it."""
    message = _("“%(title)s” takes effect by itself at %(at)s; take its moment away first.")
    if not sees_what_waits(by, page, may_write=may_write(by, page)):
        message = _("“%(title)s” takes effect by itself; ask an editor.")
    values = {"title": page, "at": in_words(change.publish_at)}
    return ValidationError(message, params=values, code="later")


def _taken(page: Publication, member: BundleMember, by: User) -> ValidationError:
    """Return why the page is not free; the other bundle is named to who sees it."""
    other = seen_by(by).filter(pk=member.bundle_id).first()
    message = _("“%(title)s” is in the bundle “%(name)s” already.")
    if other is None:
        message = _("“%(title)s” is in another bundle already; ask an editor.")
    return ValidationError(message, params={"title": page, "name": other}, code="taken")


@transaction.atomic
def take_out(bundle: Bundle, page: Publication, *, by: User) -> None:
    """Take a page out of an open bundle; the page stays as it is."""
    bundle = locked(bundle)
    if not may_collect(by, bundle):
        raise PermissionDenied
    if bundle.members.filter(publication_id=page.pk).delete()[0]:
        record(Action.CHANGED, by=by, subject=bundle, old={"taken_out": str(page)})


@transaction.atomic
def give_up(bundle: Bundle, *, by: User) -> None:
    """Close a bundle without releasing anything; its pages stay as they are."""
    bundle = locked(bundle)
    if not may_collect(by, bundle):
        raise PermissionDenied
    close(bundle, BundleState.CANCELLED, by=by)


def close(bundle: Bundle, state: BundleState, *, by: User) -> None:
    """End a locked bundle and let its pages into others."""
    bundle.state, bundle.closed_at, bundle.closed_by = state, timezone.now(), by
    bundle.save(update_fields=["state", "closed_at", "closed_by"])
    bundle.members.update(is_open=False)
    values = {"state": str(state.value), "pages": bundle.members.count()}
    record(Action.STEP, by=by, subject=bundle, old={"state": BundleState.OPEN.value}, new=values)


def candidates(typed: str, *, by: User) -> list[tuple[str, Publication]]:
    """Return pages with the typed words that can wait for a release and are in no open bundle.

    Each with the name of its kind. Of live pages only those with a change that waits; of a
    person's own sections and reach.
    """
    taken = BundleMember.objects.filter(publication_id=OuterRef("pk"), is_open=True)
    changed = ChangeSet.objects.filter(publication_id=OuterRef("pk"), state__in=OPEN)
    rows = Publication.objects.filter(
        Q(state__in=OPEN) | Q(state=State.PUBLISHED) & Exists(changed), ~Exists(taken)
    )
    readable = rows.readable_by(by).in_sections_of(by)
    found = with_words(readable, typed).select_related("section").defer("body")
    pages = found.order_by("-updated_at", "-id")[:MAX_CANDIDATES]
    return [(str(kinds()[page.kind]._meta.verbose_name), page) for page in pages]


def open_bundles(user: User) -> Held:
    """Return bundles that the person collects and that are not released."""
    rows = Bundle.objects.filter(created_by=user, state__in=_UNRELEASED)
    return Held(
        name="bundles",
        label=_("bundles that are not released"),
        count_rows=rows.count,
        give=lambda to, by: rows.update(created_by=to),
        stays=True,
    )


def bundles_around(page: Publication) -> list[Leaning]:
    """Return the bundles to come that the page, or a change to it, is a part of."""
    rows = BundleMember.objects.filter(publication=page, bundle__state__in=_UNRELEASED)
    return [Leaning(rows, _describe)]


def _describe(number: int) -> str:
    text = ngettext(
        "It stands in %(number)d bundle that is not released.",
        "It stands in %(number)d bundles that are not released.",
        number,
    )
    return text % {"number": number}
