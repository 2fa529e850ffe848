"""Taking a step from a page on which a text is read: its preview, or what differs in it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import staff
from portal.editing import publish_checks
from portal.editing.action_bar import MOMENT
from portal.editing.change_moment import (
    FIELD,
    appearance_context,
    appearance_of,
    effect_context,
    take_moment,
    typed_moment,
)
from portal.editing.forms import VERSION, typed_text
from portal.editing.refusals import refused_by_reading
from portal.editing.versions import VersionsMixin
from portal.kit.admin_pages import own_page
from portal.kit.text.numbers import parse_key
from portal.publishing import authorship, permissions
from portal.publishing.errors import OwnPage, OwnText
from portal.publishing.models import ChangeSet, Publication, Revision, State
from portal.publishing.models.kinds import admin_address
from portal.publishing.scheduling import in_words
from portal.publishing.state_words import step_message
from portal.publishing.steps import Step

# What is decided by reading; the rest stays at the form.
BY_READING = (State.PUBLISHED, State.APPROVED, State.CHANGES_ASKED, State.SUBMITTED)
# With these a moment is named at which a new page appears.
LETS_THROUGH = (State.PUBLISHED, State.APPROVED)
# The pages with such buttons, by what they send along.
FROM = ("preview", "review", "compare")


@dataclass(frozen=True, slots=True)
class Buttons:
    """The steps that somebody may take without a text, and why none decides."""

    steps: list[Step]
    # Why somebody who publishes cannot decide here: it is their own text, or their own page.
    hindrance: str


def buttons_for(user: User, page: Publication, change: ChangeSet | None) -> Buttons:
    """Find the steps that are decided by reading, the one that goes farthest first.

    `change` is the one that waits on a live page.
    """
    found = permissions.steps_with(user, page, change)
    open_steps = [step for step in found if step.target in BY_READING]
    hindrance = ""
    # What somebody else has approved its writer may publish, too.
    if page.state != State.APPROVED and any(step.decides for step in open_steps):
        hindrance = _own(user, page)
    shown = [step for step in open_steps if not (step.decides and hindrance)]
    return Buttons(sorted(shown, key=lambda step: BY_READING.index(step.target)), hindrance)


def _own(user: User, page: Publication) -> str:
    if page.is_kept_by(user):
        return str(OwnPage().messages[0])
    return str(OwnText().messages[0]) if user.pk in authorship.writers(page) else ""


class StepMixin(VersionsMixin):
    """Adds the address that takes a step to the admin of a kind."""

    def step_context(
        self, request: HttpRequest, page: Publication, waiting: Revision | None
    ) -> dict[str, Any]:
        """Return what the buttons of a page need.

        `waiting` is the text that waits on a live one.
        """
        change = waiting.change_set if waiting is not None else None
        buttons = buttons_for(staff(request), page, change)
        return {
            **_moment_context(request, page, change, buttons.steps),
            "steps": buttons.steps,
            "step_hindrance": buttons.hindrance,
            "version": page.revision_number,
        }

    @own_page("<path:object_id>/buoc/", "step")
    def step_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take the step of the pressed button; where it is refused, the text stays on screen."""
        page = self._page(request, object_id)
        if request.method != "POST":
            raise Http404
        target = request.POST.get("_step", "")
        only_moment = "_moment" in request.POST
        if target not in BY_READING and not only_moment:
            raise PermissionDenied
        try:
            with transaction.atomic():
                change = take_moment(request, page)
                step = None if only_moment else _take(request, page, State(target))
        except ValidationError as error:
            self.note_refused(request, page, error, typed=typed_text(request, "_comment"))
            return HttpResponseRedirect(self._where_from(request, page) + typed_moment(request))
        if step is None:
            self.message_user(request, _moment_sentence(change), messages.SUCCESS)
            return HttpResponseRedirect(self._where_from(request, page))
        self.message_user(request, step_message(page, step), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:index"))

    def note_refused(
        self, request: HttpRequest, page: Publication, error: ValidationError, *, typed: str = ""
    ) -> None:
        """Tell why a step was refused, with a way to each field where the person may write."""
        may_write = self.has_change_permission(request, page)
        form = admin_address(page.kind, page.pk) if may_write else ""
        message = refused_by_reading(page, error, form=form, typed=typed)
        self.message_user(request, message, messages.ERROR)

    @staticmethod
    def _where_from(request: HttpRequest, page: Publication) -> str:
        view = request.POST.get("_from", "")
        return admin_address(page.kind, page.pk, view=view if view in FROM else "preview")


def _moment_context(
    request: HttpRequest, page: Publication, change: ChangeSet | None, steps: list[Step]
) -> dict[str, Any]:
    """Return what the field for a moment needs.

    Of a change, or of a page that is about to appear.
    """
    if change is not None:
        words = _("Approve, to take effect at %(effect_words)s") % {"effect_words": MOMENT}
        shown = effect_context(staff(request), page, change)
        return {**shown, "keeps_moment": True, "later_words": words}
    step = next((step for step in steps if step.target == State.PUBLISHED and step.later), None)
    if step is None:
        return {}
    words = str(step.later) % {"moment": MOMENT}
    shown = appearance_context(page, step, typed=request.GET.get(FIELD, ""))
    return {**shown, "later_words": words}


def _take(request: HttpRequest, page: Publication, target: State) -> Step:
    return publish_checks.transition(
        page,
        to=target,
        by=staff(request),
        published_at=appearance_of(request, page) if target in LETS_THROUGH else None,
        comment=typed_text(request, "_comment"),
        seen=parse_key(request.POST.get(VERSION, "")) or 0,
    )


def _moment_sentence(change: ChangeSet | None) -> str:
    if change is None or change.publish_at is None:
        return _("No moment is set: it holds once it is approved and published.")
    moment = {"at": in_words(change.publish_at)}
    return _("It shall take effect at %(at)s, once it is approved.") % moment
