"""The page on which somebody of the staff decides about a waiting change, field by field."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import staff
from portal.editing import publish_checks
from portal.editing.compare import Difference, differences
from portal.editing.forms import VERSION
from portal.editing.versions import VersionsMixin
from portal.kit.text.numbers import parse_key
from portal.publishing import changes, deciding, revisions, workflow
from portal.publishing.errors import OutdatedBase, OwnText
from portal.publishing.models import ChangeSet, Publication, State

ACCEPT, REFUSE = "nhan", "bo"
# The names of the fields in the form, before the name of what they decide about.
CHOICE, WORD = "quyet-dinh-", "y-kien-"


@dataclass(slots=True)
class Row:
    """One field, or some that belong together: how it differs, and what was typed about it."""

    names: tuple[str, ...]
    differences: list[Difference]
    choice: str = ""
    word: str = ""
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
        elif self.choice == REFUSE and not self.word:
            self.error = _("Write why it is refused: the writer reads it.")


def is_for_review(page: Publication, change: ChangeSet | None) -> bool:
    """Whether a change waits that may be decided about field by field."""
    return change is not None and change.state in deciding.SENT and not page.BATCHES


class ReviewMixin(VersionsMixin):
    """Adds the page of decisions to the admin of a kind."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_review"
        view = self.admin_site.admin_view(self.review_view)
        return [path("<path:object_id>/duyet-tung-muc/", view, name=name), *super().get_urls()]

    def review_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Each changed field old beside new, to be accepted or refused with a word."""
        page = self._page(request, object_id)
        if request.method != "POST":
            deciding.mark_as_seen(page, by=staff(request))
            return self._review(request, page, _rows(page))
        if not deciding.may_decide(staff(request), page):
            raise PermissionDenied
        rows = _typed(_rows(page), request)
        for row in rows:
            row.check()
        if not rows or any(row.error for row in rows):
            # Without rows there is nothing to decide any more: the page says what became of it.
            return self._review(request, page, rows)
        try:
            change = _decide(request, page, rows)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            fresh = self._page(request, object_id)
            return self._review(request, fresh, _typed(_rows(fresh), request))
        self._say(request, page, change)
        return HttpResponseRedirect(reverse("admin:index"))

    def _say(self, request: HttpRequest, page: Publication, change: ChangeSet) -> None:
        if change.state == State.DISCARDED:
            text = _("The change to “%(title)s” was refused; readers see the page as before.")
        else:
            text = _("What you accepted of “%(title)s” is public now.")
        self.message_user(request, text % {"title": page}, messages.SUCCESS)

    def _review(self, request: HttpRequest, page: Publication, rows: list[Row]) -> HttpResponse:
        change = changes.open_change(page)
        title = _("Decide about the change to “%(title)s”") % {"title": page}
        context = self._context(request, page, title)
        context |= {
            "rows": rows,
            "keeper": type(page).keepers([page.pk]).get(page.pk, ""),
            "change": change if rows else None,
            "version": page.revision_number,
            "hindrance": _hindrance(staff(request), page, change) if rows else "",
            "findings": publish_checks.check(page) if rows else [],
            "last": None if rows else _last(page),
            "typed": [] if rows else _words(request.POST.items()),
            "sent": page.transitions.filter(change_set=change, to_state=State.SUBMITTED).last(),
        }
        return TemplateResponse(request, "admin/publication/review.html", context)


def _rows(page: Publication) -> list[Row]:
    """What differs between the live text and the one that waits for a decision."""
    version = changes.pending_version(page)
    if version is None or not is_for_review(page, version.change_set):
        return []
    live = revisions.snapshot(page)
    found = differences(page, live, version.data)
    names = revisions.changed_names(page, live, version.data)
    return [
        Row(unit, [each for each in found if each.name in unit])
        for unit in deciding.units(page, names)
    ]


def _typed(rows: list[Row], request: HttpRequest) -> list[Row]:
    """The rows with what was sent about them."""
    for row in rows:
        row.choice = request.POST.get(CHOICE + row.key, "")
        row.word = request.POST.get(WORD + row.key, "").replace("\0", "").strip()
    return rows


def _decide(request: HttpRequest, page: Publication, rows: list[Row]) -> ChangeSet:
    return publish_checks.decide(
        page,
        accepted=[name for row in rows if row.choice == ACCEPT for name in row.names],
        refused={name: row.word for row in rows if row.choice == REFUSE for name in row.names},
        by=staff(request),
        seen=parse_key(request.POST.get(VERSION, "")) or 0,
    )


def _hindrance(user: User, page: Publication, change: ChangeSet | None) -> str:
    """Why this person cannot decide now, and what to do; nothing where they can."""
    if change is not None and change.base_number != (page.live_number or 0):
        return str(OutdatedBase().messages[0])
    if not deciding.may_decide(user, page):
        return _("Only publishers decide; you may read what was asked for.")
    return str(OwnText().messages[0]) if user.pk in workflow.writers(page) else ""


def _last(page: Publication) -> ChangeSet | None:
    """The change that was decided last, for who comes too late."""
    rows = page.change_sets.exclude(decided_at=None).select_related("decided_by")
    return rows.prefetch_related("decisions").order_by("-decided_at").first()


def _words(sent: Iterable[tuple[str, object]]) -> list[str]:
    """The words that were typed about a change that somebody else has decided meanwhile."""
    return [str(value) for name, value in sent if name.startswith(WORD) and str(value).strip()]
