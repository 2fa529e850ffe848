"""Change requests of an enterprise, as its desk and its letters show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from enterprises.approval.services import Text
from enterprises.profiles.models import Enterprise, Representative
from portal.editing.compare import Difference, differences
from portal.kit.text.numbers import parse_key
from portal.obligations.models import work_calendar
from portal.publishing import deciding, revisions
from portal.publishing.models import (
    ChangeDecision,
    ChangeSet,
    Publication,
    State,
    Transition,
    heavy_columns,
)
from portal.publishing.models.kinds import kind_named
from portal.publishing.models.revision import VersionData

# In the address of a form: the number of the request whose refused words are to be corrected.
REFUSED: Final = "yeu-cau"
_RESTS: Final = _("rests until the page is on the site again")
REQUEST_STATUS_LABELS: dict[str, StrPromise] = {
    State.DRAFT: _("taken back; it is yours to go on with"),
    State.SUBMITTED: _("with the department"),
    State.CHANGES_ASKED: _("to be corrected by you"),
    State.APPROVED: _("approved; it goes live soon"),
    State.PUBLISHED: _("decided: accepted"),
    State.DISCARDED: _("ended without a change"),
}
# Of a page that readers have not seen yet, or see no more.
PAGE_STATUS_LABELS: dict[str, StrPromise] = {
    State.DRAFT: _("a draft that only you and the department see"),
    State.SUBMITTED: _("sent to the department; it is not public yet"),
    State.CHANGES_ASKED: _("to be corrected by you; it is not public yet"),
    State.APPROVED: _("approved; it goes live soon"),
    State.WITHDRAWN: _("taken off the site by the department"),
    State.BINNED: _("in the bin; ask the department to restore it"),
}


def requests_of(enterprise: Enterprise) -> QuerySet[ChangeSet]:
    """Return the requests on the enterprise's own pages, the newest first."""
    # What is shown with an enterprise is its own: a product, an offer of infrastructure.
    own = Q(publication_id=enterprise.pk) | Q(publication__parent_page=enterprise.pk)
    # What the staff changes itself nobody else asked for: its words are not theirs to read.
    people = enterprise.representatives.order_by().values("user")
    rows = ChangeSet.objects.filter(own, opened_by__in=people)
    return (
        _with_refusals(rows, people=people)
        .select_related("publication", "opened_by", "decided_by")
        .defer(*heavy_columns("publication"))
        .order_by("-opened_at", "-pk")
    )


def refused_in(request: HttpRequest, page: Publication, *, of: Enterprise) -> dict[str, Any]:
    """Return the values of a page that were refused in the request named in the address."""
    key = parse_key(request.GET.get(REFUSED, ""))
    if key is None:
        return {}
    change = requests_of(of).filter(publication_id=page.pk, pk=key).first()
    return ChangeRequest(change).refused_values if change is not None else {}


def _with_refusals(rows: QuerySet[ChangeSet], *, people: QuerySet[Any]) -> QuerySet[ChangeSet]:
    """Return the changes, each with whether anything of it was refused, in the same query.

    `people` are all who speak or spoke for the enterprise: who else ended one is of the staff,
    whatever role the account has today.
    """
    refused = ChangeDecision.objects.filter(change_set=OuterRef("pk"), accepted=False)
    as_a_whole = Q(state=State.DISCARDED, decided_by__isnull=False) & ~Q(decided_by__in=people)
    return rows.annotate(
        is_ended_by_staff=Case(When(as_a_whole, then=True), default=False),
        has_refused=Case(When(Exists(refused) | as_a_whole, then=True), default=False),
    )


def answered_by(sent_at: datetime) -> date:
    """Return the last day of the service time of what was sent in then."""
    day = timezone.localtime(sent_at).date()
    return work_calendar().due(day, settings.ENTERPRISE_SERVICE_DAYS)


def promise(sent: Transition) -> date:
    """Keep the last day of the service time; holidays that are entered later do not move it."""
    day = answered_by(sent.at)
    Transition.objects.filter(pk=sent.pk).update(promised_on=day)
    return day


def _is_by_staff() -> Case:
    """Return whether a page's step was taken by the staff, as an expression of the step.

    Who speaks, or spoke, for its enterprise is not of the staff, whatever role they have today.
    """
    own = Q(enterprise=OuterRef("publication")) | Q(enterprise=OuterRef("publication__parent_page"))
    theirs = Representative.objects.filter(own, user=OuterRef("by")).order_by()
    return Case(When(Q(by__isnull=False) & ~Q(Exists(theirs)), then=True), default=False)


def _sent(of: Publication | OuterRef) -> QuerySet[Transition]:
    """Return the steps by which a page itself was sent in, the newest first."""
    rows = Transition.objects.filter(publication=of, change_set=None, to_state=State.SUBMITTED)
    return rows.order_by("-at", "-pk")


# In a query of pages: whether the staff sent the page in last; to ask for changes is then its own
# business, and the word on why is none for an enterprise.
SENT_BY_STAFF: Final = Subquery(_sent(OuterRef("pk")).values(of_staff=_is_by_staff())[:1])


def is_sent_by_staff(page: Publication) -> bool:
    """Return whether the staff, and no representative, sent the page itself in last.

    Lists annotate it as SENT_BY_STAFF; of any other page it is asked.
    """
    if "is_sent_by_staff" in vars(page):
        return vars(page)["is_sent_by_staff"] is True
    return _sent(page).values_list(_is_by_staff(), flat=True).first() is True


def page_state_in_words(page: Publication) -> StrPromise | str:
    """Return where a page stands that is not published, as its enterprise is told; else ""."""
    if page.state == State.CHANGES_ASKED and is_sent_by_staff(page):
        # What the staff corrects is a draft to the enterprise.
        return PAGE_STATUS_LABELS[State.DRAFT]
    return PAGE_STATUS_LABELS.get(page.state, "")


def last_sent(steps: QuerySet[Transition]) -> tuple[datetime, date | None] | None:
    """Return when it was sent in last, and the day that was promised then; one query."""
    sent = steps.filter(to_state=State.SUBMITTED).order_by("-at", "-pk")
    return sent.values_list("at", "promised_on").first()


@dataclass(frozen=True, slots=True)
class RequestedField:
    """One field of a request: what was asked, and what was decided about it."""

    names: tuple[str, ...]
    differences: list[Difference]
    decision: ChangeDecision | None
    is_refused: bool

    @property
    def label(self) -> str:
        return ", ".join(each.label for each in self.differences)


class ChangeRequest:
    """A change that an enterprise asked for, with its steps and what became of each field."""

    def __init__(self, change: ChangeSet) -> None:
        self.change = change

    @property
    def is_open(self) -> bool:
        """Return whether nothing is decided yet."""
        return self.change.decided_at is None

    @property
    def rests(self) -> bool:
        """Return whether its page was taken off the site: nobody decides about it meanwhile."""
        return self.is_open and self.change.publication.state != State.PUBLISHED

    @property
    def is_in_hand(self) -> bool:
        """Return whether it may be corrected, sent, taken back or ended."""
        return self.is_open and not self.rests

    @property
    def is_with_staff(self) -> bool:
        return self.change.state in deciding.SENT and not self.rests

    @property
    def in_words(self) -> StrPromise | str:
        """Return the status in words for the enterprise."""
        if self.change.state == State.PUBLISHED and self.has_refused:
            return _("decided: accepted in part")
        if self.change.state == State.DISCARDED and self.has_refused:
            return _("decided: refused")
        return _RESTS if self.rests else REQUEST_STATUS_LABELS[self.change.state]

    @property
    def answer(self) -> str:
        """Return the department's word to the enterprise."""
        # With any other step, as with sending on, the staff writes to each other.
        is_answered = self.change.state == State.CHANGES_ASKED or self._is_ended_by_staff
        return self.change.comment if is_answered else ""

    @cached_property
    def decisions(self) -> dict[str, ChangeDecision]:
        """Return the decisions by field; empty where it was decided as a whole."""
        return {row.field: row for row in self.change.decisions.all()}

    @property
    def has_refused(self) -> bool:
        """Return whether anything was refused, from `_with_refusals` or else by queries."""
        known = getattr(self.change, "has_refused", None)
        if known is not None:
            return bool(known)
        return self._refuses_all or any(not row.accepted for row in self.decisions.values())

    @property
    def _is_ended_by_staff(self) -> bool:
        known = getattr(self.change, "is_ended_by_staff", None)
        if known is not None:
            return bool(known)
        # In the letter on the step itself: who takes it has the role now.
        by = self.change.decided_by
        return self.change.state == State.DISCARDED and by is not None and bool(by.is_staff)

    @property
    def _refuses_all(self) -> bool:
        """Return whether the staff has ended it without a decision about each field."""
        return self._is_ended_by_staff and not self.decisions

    def _is_refused(self, name: str) -> bool:
        decision = self.decisions.get(name)
        return not decision.accepted if decision is not None else self._refuses_all

    @property
    def sent_at(self) -> datetime | None:
        """Return the moment at which it was last sent in; the service time starts then."""
        return self._sent[0] if self._sent else None

    @cached_property
    def answered_by(self) -> date | None:
        """Return the day by which it is answered at the latest, while it waits."""
        if not self.is_with_staff or self._sent is None:
            return None
        at, promised = self._sent
        return promised or answered_by(at)

    @cached_property
    def _sent(self) -> tuple[datetime, date | None] | None:
        return last_sent(self.change.transitions.all())

    @cached_property
    def fields(self) -> list[RequestedField]:
        """Return the requested fields, old beside new, in the order of the page's fields."""
        page = kind_named(self.change.publication.kind).objects.get(pk=self.change.publication_id)
        old, new = self._texts(page)
        names = revisions.changed_names(page, old, new)
        if self.decisions:
            # What went live at once beside the request was no part of it.
            names = [name for name in names if name in self.decisions]
        found = differences(page, old, new)
        return [self._requested_field(unit, found) for unit in deciding.units(page, names)]

    @property
    def refused_values(self) -> dict[str, Any]:
        """Return the values of the fields that were refused, by name; to be corrected."""
        text = Text(0, deciding.proposed_version(self.change).data, None)
        page = kind_named(self.change.publication.kind).objects.get(pk=self.change.publication_id)
        names = revisions.changed_names(page, *self._texts(page))
        return {name: text.value(page, name) for name in names if self._is_refused(name)}

    def _texts(self, page: Publication) -> tuple[VersionData, VersionData]:
        """Return the live text that it began from, and the text that was asked for."""
        rows = page.revisions.filter(number=self.change.base_number)
        new = deciding.proposed_version(self.change).data
        return rows.values_list("data", flat=True).first() or new, new

    def _requested_field(
        self, unit: tuple[str, ...], found: Iterable[Difference]
    ) -> RequestedField:
        own = [each for each in found if each.name in unit]
        decision = next((self.decisions[name] for name in unit if name in self.decisions), None)
        return RequestedField(unit, own, decision, self._is_refused(unit[0]))
