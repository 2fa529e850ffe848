"""The lists on the first page of the staff: what waits, what was sent, what appears next."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH, edits
from portal.newsroom.calendar import Appearance, appeared_and_coming, by_day
from portal.newsroom.dashboard_items import Item, with_keepers
from portal.newsroom.unsaved import UnsavedText, unsaved_texts
from portal.publishing.deciding import SENT
from portal.publishing.models import (
    BundleMember,
    ChangeSet,
    Publication,
    Revision,
    State,
    heavy_columns,
)
from portal.publishing.models import Transition as Step
from portal.publishing.models.access import section_rule
from portal.publishing.models.kinds import admin_address
from portal.publishing.models.state import OPEN

# What waits longer than this is overdue.
PATIENCE = timedelta(days=3)
DAYS_AHEAD = 7
# What was published last, as many as one remembers.
MAX_PUBLISHED = 6
# Rows of a list; the rest is found in the lists of the kinds.
MAX_ROWS = 30
# What is more is not counted: nobody plans a day by it.
MAX_COUNTED = 99
# Rows of pages, and of changes, that are read for a list and its number.
_MAX_READ = MAX_COUNTED + 1


class Dashboard:
    """The lists of one person; each is asked for once, and only where it is shown.

    They are longer than what a panel shows of them: the numbers above are theirs.
    """

    def __init__(self, user: User) -> None:
        self.user = user
        self.publishes = user.has_perm(PUBLISH)
        self.sees_all = edits(user)

    @property
    def _sent_rows(self) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
        """Return the pages and the changes that wait for a publisher in this person's reach."""
        of_page, of_change = self._wrote
        # What is approved and takes effect by itself, or goes out with a bundle, is decided on.
        pages = _pages(State.SUBMITTED, State.APPROVED).exclude(
            _in_bundle("pk"), state=State.APPROVED
        )
        pages = pages.annotate(is_mine=of_page)
        later = Q(publish_at__gt=timezone.now()) | Q(_in_bundle("publication_id"))
        changes = _changes(State.SUBMITTED, State.APPROVED).exclude(later, state=State.APPROVED)
        changes = changes.annotate(is_mine=of_change)
        return (
            pages.filter(section_rule(self.user)),
            changes.filter(section_rule(self.user, "publication__")),
        )

    @cached_property
    def _sent_by_all(self) -> list[Item]:
        """Return what waits for a publisher in this person's reach, longest first."""
        return _longest_first(*self._sent_rows) if self.sees_all else []

    @property
    def to_decide(self) -> list[Item]:
        """Texts of others that wait for a publisher, those that have waited longest first."""
        if not self.publishes:
            return []
        # What another has approved may be published by its writer, too.
        return [
            item
            for item in self._sent_by_all
            if not item.is_mine or (item.state == State.APPROVED and not item.is_change)
        ]

    @property
    def _wrote(self) -> tuple[Exists, Exists]:
        """Return whether one has written in the text of a page, and of a change."""
        wrote = Revision.objects.filter(created_by=self.user, is_step=False)
        return (
            Exists(wrote.filter(publication_id=OuterRef("pk"))),
            Exists(wrote.filter(change_set_id=OuterRef("pk"))),
        )

    @property
    def overdue(self) -> list[Item]:
        """Return what was submitted long ago and nobody has answered.

        One's own, or all in reach.
        """
        since = timezone.now() - PATIENCE
        rows = self._sent_by_all if self.sees_all else self._mine
        found = [each for each in rows if each.state == State.SUBMITTED and each.since < since]
        return sorted(found, key=lambda item: item.since)

    def became_overdue(self, after: datetime, until: datetime) -> bool:
        """Return whether something became overdue between two moments, however much is older."""
        first, last = after - PATIENCE, until - PATIENCE
        if any(first < item.since <= last for item in self.overdue):
            return True
        if len(self._sent_by_all) < _MAX_READ:
            return False
        window = {"state": State.SUBMITTED, "since__gt": first, "since__lte": last}
        return any(rows.filter(**window).exists() for rows in self._sent_rows)

    @cached_property
    def _mine(self) -> list[Item]:
        # Drafts may be many and can wait; what others said or owe comes before them.
        drafts_last = Case(When(state=State.DRAFT, then=1), default=0)
        own_pages, own_changes = self._own
        pages = _pages(*OPEN).filter(own_pages).order_by(drafts_last, "-updated_at")
        changes = _changes(*OPEN).filter(own_changes).order_by(drafts_last, "-opened_at")
        found = [
            *map(_page_item, pages[:_MAX_READ]),
            *map(_change_item, changes[:_MAX_READ]),
        ]
        return [
            replace(item, waits_for_another=item.state in SENT and item.who != self.user)
            for item in found
        ]

    @property
    def _own(self) -> tuple[Q, Q]:
        """Return the rules of one's own pages and changes, and of others' that one works on."""
        of_pages, of_changes = section_rule(self.user), section_rule(self.user, "publication__")
        pages, changes = Q(created_by=self.user), Q(opened_by=self.user)
        of_page, of_change = self._wrote
        if self.sees_all:
            # What one has written in or sent in for others came back to all of them.
            came_back, sent = Q(state=State.CHANGES_ASKED), Q(sender=self.user.pk)
            by_others = came_back & ~Q(last_by=self.user.pk)
            pages |= of_pages & (came_back & sent | by_others & Q(of_page))
            changes |= of_changes & (came_back & sent | by_others & Q(of_change))
        if self.publishes:
            # What one has mended for others: another publisher has to decide about it.
            pages |= Q(of_page, of_pages, state=State.SUBMITTED)
            changes |= Q(of_change, of_changes, state__in=SENT)
        return pages, changes

    def _mine_in(self, *states: State) -> list[Item]:
        found = [item for item in self._mine if item.state in states]
        return sorted(found, key=lambda item: item.since, reverse=True)

    @property
    def returned_to_me(self) -> list[Item]:
        """Own texts that a publisher wants changed, with the word on what."""
        return self._mine_in(State.CHANGES_ASKED)

    @property
    def drafts(self) -> list[Item]:
        """Own texts that are not sent yet, the newest first."""
        return self._mine_in(State.DRAFT)

    @property
    def sent(self) -> list[Item]:
        """Texts that wait for somebody else, one's own and those that one has mended for others."""
        return self._mine_in(State.SUBMITTED, State.APPROVED)

    @cached_property
    def unsaved(self) -> list[UnsavedText]:
        """Return what this person typed and did not save, newest first, with the way back."""
        return unsaved_texts(self.user)

    @cached_property
    def _around_now(self) -> list[Appearance]:
        return appeared_and_coming(self.user, days=DAYS_AHEAD, most=MAX_PUBLISHED)

    @property
    def published(self) -> list[Appearance]:
        """Return what readers got last: one's own, or all in reach."""
        found = [each for each in self._around_now if not each.is_to_come]
        return sorted(found, key=lambda each: each.at, reverse=True)

    @property
    def coming(self) -> list[tuple[date, list[Appearance]]]:
        """Return what appears by itself in the next days, by day."""
        return by_day(each for each in self._around_now if each.is_to_come)

    @property
    def number(self) -> int:
        """Return how many texts wait for this person, sent back or to be decided."""
        return len(self.returned_to_me) + len(self.to_decide)


def dashboard_of(user: User) -> Dashboard:
    """Return the lists of a person, the same for all panels of one page."""
    found: Dashboard | None = user.__dict__.get("_dashboard")
    if found is None:
        found = user.__dict__["_dashboard"] = Dashboard(user)
    return found


def _address_of_change(change: ChangeSet, *, to_decide: bool) -> str:
    """Return where a sent change is decided on; for who wrote it, and before that, its form."""
    page = change.publication
    view = "review" if to_decide and change.state in SENT else "change"
    return admin_address(page.kind, page.pk, view=view)


def _pages(*states: State) -> QuerySet[Any, Any]:
    steps = Step.objects.filter(publication_id=OuterRef("pk"), change_set=None)
    last = steps.order_by("-at", "-id")
    sent = last.filter(to_state=State.SUBMITTED)
    return (
        Publication.objects.filter(state__in=states)
        .select_related("created_by")
        .defer(*heavy_columns())
        .alias(sender=Subquery(sent.values("by")[:1]), last_by=_last_by(last))
        .annotate(
            since=Coalesce(Subquery(last.values("at")[:1]), "updated_at"),
            last_comment=Subquery(last.values("comment")[:1]),
        )
    )


def _last_by(steps: QuerySet[Step]) -> Coalesce:
    """Return who took the first of the steps; 0 is the site."""
    return Coalesce(Subquery(steps.values("by")[:1]), 0, output_field=BigIntegerField())


def _changes(*states: State) -> QuerySet[Any, Any]:
    last = Step.objects.filter(change_set_id=OuterRef("pk")).order_by("-at", "-id")
    sent = last.filter(to_state=State.SUBMITTED)
    return (
        ChangeSet.objects.at_hand(*states)
        .select_related("publication", "opened_by")
        .defer(*heavy_columns("publication"))
        .alias(sender=Subquery(sent.values("by")[:1]), last_by=_last_by(last))
        .annotate(
            since=Coalesce(Subquery(last.values("at")[:1]), "opened_at"),
            last_comment=Subquery(last.values("comment")[:1]),
        )
    )


def _in_bundle(key: str) -> Exists:
    """Return whether the page goes out with a bundle that is not released yet."""
    return Exists(BundleMember.objects.filter(publication_id=OuterRef(key), is_open=True))


def _longest_first(pages: QuerySet[Any, Any], changes: QuerySet[Any, Any]) -> list[Item]:
    found = [
        *(_page_item(page, to_decide=True) for page in pages.order_by("since", "pk")[:_MAX_READ]),
        *(
            _change_item(change, to_decide=True)
            for change in changes.order_by("since", "pk")[:_MAX_READ]
        ),
    ]
    return with_keepers(sorted(found, key=lambda item: item.since))


def _page_item(page: Any, *, to_decide: bool = False) -> Item:
    # Who decides reads the text where the buttons for it stand, and no form.
    reads = to_decide and not page.is_mine
    return Item(
        key=page.pk,
        title=page.title,
        address=admin_address(page.kind, page.pk, view="preview" if reads else "change"),
        kind=page.kind,
        state=State(page.state),
        since=page.updated_at if page.state == State.DRAFT else page.since,
        who=page.created_by,
        comment=page.last_comment or "",
        is_change=False,
        is_mine=getattr(page, "is_mine", True),
    )


def _change_item(change: Any, *, to_decide: bool = False) -> Item:
    page = change.publication
    return Item(
        key=page.pk,
        title=page.title,
        address=_address_of_change(change, to_decide=to_decide),
        kind=page.kind,
        state=State(change.state),
        since=change.since,
        who=change.opened_by,
        comment=change.last_comment or "",
        is_change=True,
        is_mine=getattr(change, "is_mine", True),
    )
