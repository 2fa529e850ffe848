"""The lists on the first page of the staff: what waits, what was sent, what appears next."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.roles import PUBLISH, edits
from portal.newsroom.calendar import Appearance, appearances, by_day
from portal.newsroom.dashboard_items import Item, with_keepers
from portal.obligations.duties import DutyQuerySet
from portal.obligations.holidays import missing_tet
from portal.obligations.models import Duty
from portal.publishing.deciding import SENT
from portal.publishing.models import (
    ChangeSet,
    EnglishVersion,
    ForcedPublication,
    Publication,
    Revision,
    State,
    heavy_columns,
)
from portal.publishing.models import Transition as Step
from portal.publishing.models.access import reach_rule, section_rule
from portal.publishing.models.kinds import admin_address, kind_label
from portal.publishing.models.state import OPEN
from portal.search import unfound

# What waits longer than this is overdue.
PATIENCE = timedelta(days=3)
DAYS_AHEAD = 30
# Rows of a list; the rest is found in the lists of the kinds.
MAX_ROWS = 30


@dataclass(frozen=True, slots=True)
class LatePage:
    """A page that should have been public before today."""

    title: str
    address: str
    kind: str
    who: User | None
    obligation: str
    due_on: date


class Dashboard:
    """The lists of one person; each is asked for once, and only where it is shown."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.publishes = user.has_perm(PUBLISH)
        self.sees_all = edits(user)

    @cached_property
    def to_decide(self) -> list[Item]:
        """Texts of others that wait for a publisher, those that have waited longest first."""
        if not self.publishes:
            return []
        wrote = Revision.objects.filter(created_by=self.user, is_step=False)
        of_page = Exists(wrote.filter(publication_id=OuterRef("pk")))
        of_change = Exists(wrote.filter(change_set_id=OuterRef("pk")))
        # What another has approved may be published by its writer, too.
        pages = _pages(State.SUBMITTED, State.APPROVED).filter(Q(state=State.APPROVED) | ~of_page)
        # What takes effect by itself is decided on already.
        later = Q(state=State.APPROVED, publish_at__gt=timezone.now())
        changes = _changes(State.SUBMITTED, State.APPROVED).exclude(later).filter(~of_change)
        return _longest_first(
            pages.filter(section_rule(self.user)),
            changes.filter(section_rule(self.user, "publication__")),
        )

    @cached_property
    def overdue(self) -> list[Item]:
        """What was submitted long ago and nobody has answered: one's own, or all in reach."""
        pages = _pages(State.SUBMITTED).filter(since__lt=timezone.now() - PATIENCE)
        changes = _changes(State.SUBMITTED).filter(since__lt=timezone.now() - PATIENCE)
        if not self.sees_all:
            changes = changes.filter(opened_by=self.user)
        return _longest_first(
            pages.filter(reach_rule(self.user)),
            changes.filter(section_rule(self.user, "publication__")),
        )

    @cached_property
    def _mine(self) -> list[Item]:
        # Drafts may be many and can wait; what others said or owe comes before them.
        drafts_last = Case(When(state=State.DRAFT, then=1), default=0)
        pages = _pages(*OPEN).filter(created_by=self.user).order_by(drafts_last, "-updated_at")
        changes = _changes(*OPEN).filter(opened_by=self.user).order_by(drafts_last, "-opened_at")
        return [
            *map(_page_item, pages[: 3 * MAX_ROWS]),
            *map(_change_item, changes[: 3 * MAX_ROWS]),
        ]

    def _mine_in(self, *states: State) -> list[Item]:
        found = [item for item in self._mine if item.state in states]
        return sorted(found, key=lambda item: item.since, reverse=True)[:MAX_ROWS]

    @property
    def asked_of_me(self) -> list[Item]:
        """Own texts that a publisher wants changed, with the word on what."""
        return self._mine_in(State.CHANGES_ASKED)

    @property
    def drafts(self) -> list[Item]:
        """Own texts that are not sent yet, the newest first."""
        return self._mine_in(State.DRAFT)

    @property
    def sent(self) -> list[Item]:
        """Own texts that wait for somebody else, and where they stand."""
        return self._mine_in(State.SUBMITTED, State.APPROVED)

    @cached_property
    def forced(self) -> list[ForcedPublication]:
        """What went out with one pair of eyes and waits for a second, oldest first."""
        if not self.publishes:
            return []
        rows = ForcedPublication.objects.filter(read_at=None).exclude(
            publication__state=State.BINNED
        )
        rows = rows.select_related("publication", "by")
        return list(rows.order_by("at", "id")[:MAX_ROWS])

    @cached_property
    def outdated_english(self) -> list[EnglishVersion]:
        """English texts that readers see and whose Vietnamese says more, of one's own or all."""
        rows = EnglishVersion.objects.outdated().filter(state=State.PUBLISHED)
        rows = rows.filter(reach_rule(self.user))
        return list(rows.defer("body").order_by("translation_of__updated_at", "pk")[:MAX_ROWS])

    @property
    def deadlines(self) -> DutyQuerySet[Duty]:
        """The duties of one's own pages, or of all in reach."""
        return Duty.objects.filter(reach_rule(self.user, "publication__"))

    @cached_property
    def late(self) -> list[LatePage]:
        """What should have been public before today, the longest overdue first."""
        return [
            LatePage(
                page.title,
                admin_address(page.kind, page.pk),
                kind_label(page.kind),
                page.created_by,
                duty.obligation.name,
                duty.due_on,
            )
            for duty in self.deadlines.overdue().with_pages()[:MAX_ROWS]
            for page in [duty.publication]
        ]

    @cached_property
    def missing_tet(self) -> str:
        """A notice to who keeps the holidays, where some that matter are missing."""
        return missing_tet() if self.sees_all else ""

    @cached_property
    def coming(self) -> list[tuple[date, list[Appearance]]]:
        """What appears by itself in the next days, by day."""
        now = timezone.now()
        return by_day(appearances(now, now + timedelta(days=DAYS_AHEAD)))

    @cached_property
    def unfound(self) -> list[unfound.UnfoundWords]:
        """What readers search in vain, for who decides what is written."""
        return unfound.most_frequent(MAX_ROWS) if self.sees_all else []


def _address_of_change(change: ChangeSet, *, to_decide: bool) -> str:
    """Return where a sent change is decided on; for who wrote it, and before that, its form."""
    page = change.publication
    view = "review" if to_decide and change.state in SENT else "change"
    return admin_address(page.kind, page.pk, view=view)


def _pages(*states: State) -> QuerySet[Any, Any]:
    steps = Step.objects.filter(publication_id=OuterRef("pk"), change_set=None)
    last = steps.order_by("-at", "-id")
    return (
        Publication.objects.filter(state__in=states)
        .select_related("created_by")
        .defer(*heavy_columns())
        .annotate(
            since=Coalesce(Subquery(last.values("at")[:1]), "updated_at"),
            last_word=Subquery(last.values("word")[:1]),
        )
    )


def _changes(*states: State) -> QuerySet[Any, Any]:
    last = Step.objects.filter(change_set_id=OuterRef("pk")).order_by("-at", "-id")
    return (
        ChangeSet.objects.filter(state__in=states)
        .exclude(publication__state=State.BINNED)
        .select_related("publication", "opened_by")
        .defer(*heavy_columns("publication"))
        .annotate(
            since=Coalesce(Subquery(last.values("at")[:1]), "opened_at"),
            last_word=Subquery(last.values("word")[:1]),
        )
    )


def _longest_first(pages: QuerySet[Any, Any], changes: QuerySet[Any, Any]) -> list[Item]:
    found = [
        *map(_page_item, pages.order_by("since", "pk")[:MAX_ROWS]),
        *(
            _change_item(change, to_decide=True)
            for change in changes.order_by("since", "pk")[:MAX_ROWS]
        ),
    ]
    return with_keepers(sorted(found, key=lambda item: item.since)[:MAX_ROWS])


def _page_item(page: Any) -> Item:
    return Item(
        key=page.pk,
        title=page.title,
        address=admin_address(page.kind, page.pk),
        kind=page.kind,
        state=State(page.state),
        since=page.updated_at if page.state == State.DRAFT else page.since,
        who=page.created_by,
        word=page.last_word or "",
        is_change=False,
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
        word=change.last_word or "",
        is_change=True,
    )
