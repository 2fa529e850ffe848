"""The page on which somebody of the staff decides about a waiting change, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import staff
from portal.editing import publish_checks
from portal.editing.compare import Difference, differences
from portal.editing.forms import VERSION
from portal.editing.remarks_admin import remarks_context
from portal.editing.step_admin import StepMixin
from portal.kit.admin_pages import own_page
from portal.kit.text.numbers import parse_key
from portal.publishing import batches, deciding, remarks, revisions
from portal.publishing.errors import OutdatedBase
from portal.publishing.models import ChangeSet, Publication, Revision, State
from portal.publishing.models.access import may_decide
from portal.publishing.state_words import decided_message

ACCEPT, REFUSE = "nhan", "bo"
# The names of the fields in the form, before the name of what they decide about.
CHOICE, WORD = "quyet-dinh-", "y-kien-"


@dataclass(slots=True)
class DecisionRow:
    """One field, or some that belong together: how it differs, and what was typed about it."""

    names: tuple[str, ...]
    differences: list[Difference]
    choice: str = ""
    comment: str = ""
    error: str = ""

    @property
    def key(self) -> str:
        return self.names[0]

    @property
    def label(self) -> str:
        return ", ".join(each.label for each in self.differences) or self.key

    def check(self) -> None:
        """Say what is missing in the decision."""
        if self.choice not in (ACCEPT, REFUSE):
            self.error = _("Choose whether it is accepted.")
        elif self.choice == REFUSE and not self.comment:
            self.error = _("Write why it is refused: the writer reads it.")


def is_for_review(change: ChangeSet | None) -> bool:
    """Return whether a change waits that may be decided about field by field."""
    return change is not None and change.state in deciding.SENT


class ReviewMixin(StepMixin):
    """Adds the page of decisions to the admin of a kind."""

    @own_page("<path:object_id>/duyet-tung-muc/", "review")
    def review_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Return each changed field old beside new, to be accepted or refused with a word."""
        page = self._page(request, object_id)
        if request.method != "POST":
            waiting = remarks.waiting_version(page)
            if waiting is not None:
                deciding.mark_as_seen(page, by=staff(request), change=waiting.change_set)
            rows = _rows(page, sent_version(waiting), staff(request))
            return self._review(request, page, waiting, rows)
        if not may_decide(staff(request), page):
            raise PermissionDenied
        waiting = remarks.waiting_version(page)
        rows = _typed(_rows(page, sent_version(waiting), staff(request)), request)
        for row in rows:
            row.check()
        if not rows or any(row.error for row in rows):
            # Without rows there is nothing to decide any more: the page says what became of it.
            return self._review(request, page, waiting, rows)
        try:
            change = _decide(request, page, rows)
        except ValidationError as error:
            fresh = self._page(request, object_id)
            self.note_refused(request, fresh, error)
            waiting = remarks.waiting_version(fresh)
            rows = _typed(_rows(fresh, sent_version(waiting), staff(request)), request)
            return self._review(request, fresh, waiting, rows)
        self.message_user(request, decided_message(page, change), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:index"))

    def _review(
        self,
        request: HttpRequest,
        page: Publication,
        waiting: Revision | None,
        rows: list[DecisionRow],
    ) -> HttpResponse:
        version = sent_version(waiting)
        change = version.change_set if version is not None else None
        steps = self.step_context(request, page, waiting)
        hindrance = _hindrance(staff(request), page, change) or steps["step_hindrance"]
        title = (
            _("Change to “%(title)s”") if hindrance else _("Decide about the change to “%(title)s”")
        )
        context = self._context(request, page, title % {"title": page})
        context |= steps
        context |= remarks_context(staff(request), page, version)
        context |= {
            "rows": rows,
            "keeper": type(page).keepers([page.pk]).get(page.pk, ""),
            "change": change,
            "hindrance": hindrance,
            "violations": publish_checks.check(page, version) if change else [],
            "batches": batches.tables(page, version),
            "last": None if change else _last(page),
            "typed": [] if change else _words(request.POST.items()),
            "sent": page.transitions.select_related("by")
            .filter(change_set=change, to_state=State.SUBMITTED)
            .last(),
        }
        # Rows that come in a batch go live together or not at all, and what has its moment then.
        context["is_later"] = change is not None and change.is_for_later
        as_a_whole = context["batches"] or context["is_later"]
        context["by_field"] = bool(rows) and not (context["hindrance"] or as_a_whole)
        return TemplateResponse(request, "admin/publishing/publication/review.html", context)


def sent_version(waiting: Revision | None) -> Revision | None:
    """Return the text that waits on a page, where it waits for a decision."""
    return waiting if waiting is not None and is_for_review(waiting.change_set) else None


def _rows(page: Publication, version: Revision | None, reader: User) -> list[DecisionRow]:
    """Return what differs between the live text and the one that waits for a decision."""
    if version is None:
        return []
    live = revisions.snapshot(page)
    found = differences(page, live, version.data, reader=reader)
    names = revisions.changed_names(page, live, version.data)
    return [
        DecisionRow(unit, [each for each in found if each.name in unit])
        for unit in deciding.units(page, names)
    ]


def _typed(rows: list[DecisionRow], request: HttpRequest) -> list[DecisionRow]:
    """Return the rows with what was sent about them."""
    for row in rows:
        row.choice = request.POST.get(CHOICE + row.key, "")
        row.comment = request.POST.get(WORD + row.key, "").replace("\0", "").strip()
    return rows


def _decide(request: HttpRequest, page: Publication, rows: list[DecisionRow]) -> ChangeSet:
    return publish_checks.decide(
        page,
        accepted=[name for row in rows if row.choice == ACCEPT for name in row.names],
        refused={name: row.comment for row in rows if row.choice == REFUSE for name in row.names},
        by=staff(request),
        seen=parse_key(request.POST.get(VERSION, "")) or 0,
    )


def _hindrance(user: User, page: Publication, change: ChangeSet | None) -> str:
    """Why nobody, or not this person, can decide now; whose own text it is the steps know."""
    if change is None:
        return ""
    if change.is_outdated(page):
        return str(OutdatedBase().messages[0])
    if not may_decide(user, page):
        return _("Only publishers decide; you may read the change.")
    return ""


def _last(page: Publication) -> ChangeSet | None:
    """Return the change that was decided last, for who comes too late."""
    rows = page.change_sets.exclude(decided_at=None).select_related("decided_by")
    return rows.prefetch_related("decisions").order_by("-decided_at").first()


def _words(sent: Iterable[tuple[str, object]]) -> list[str]:
    """Return the words that were typed about a change that somebody else has decided meanwhile."""
    return [str(value) for name, value in sent if name.startswith(WORD) and str(value).strip()]
