"""The form of a live page: shown as its change would have it, and saved as that change.

Readers see no difference. To be shown nothing is written; what is sent is saved in a dry run, and
what the dry run shows then is kept as the change that waits.
"""

from copy import copy

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import staff
from portal.editing.checks.texts import fields_of
from portal.editing.draft_recovery import save_refused
from portal.editing.edit_session import EditSession
from portal.editing.form_answers import FormAnswersMixin
from portal.editing.held_files import refuse_removed
from portal.editing.page_form_parts import take_step
from portal.editing.versions import VersionsMixin
from portal.media.richtext.fields import rich_text_in
from portal.media.richtext.pictures import describe_in_library
from portal.publishing import applying, batches, changes
from portal.publishing.dry_run import dry_run
from portal.publishing.models import Publication, Revision, State


class LiveFormMixin(FormAnswersMixin, VersionsMixin):
    """Shows and saves a live page through its change only."""

    def _edit_live(
        self,
        request: HttpRequest,
        session: EditSession,
        page: Publication,
        form_url: str,
        extra_context: dict[str, object] | None,
    ) -> HttpResponse:
        """Show or save a live page as its change would have it; readers see no difference."""
        version = self._waiting(request, session, page)
        # Compared with what holds now, so before the dry run.
        more = {"batches": batches.tables(page, version)} | (extra_context or {})
        session.stored = stored = copy(page)
        session.is_dry_run = True
        if request.method == "GET":
            self._show_change(session, page, version)
            return super().changeform_view(request, str(page.pk), form_url, more)
        with dry_run(is_open=version is not None):
            misfit = ""
            if version is not None:
                misfit = changes.show_in_place(page, version.data)
            else:
                session.page = page
            response = super().changeform_view(request, str(page.pk), form_url, more)
            if isinstance(response, SimpleTemplateResponse):
                if misfit:
                    # Its writer can mend it: the fields are those sent, the rows the change's.
                    self.message_user(request, misfit, messages.ERROR)
                # Rendered while the rows are as the change would have them.
                response.render()
        if session.proposal is None:
            return self._withdraw_answer(request, session, page) or response
        try:
            self._propose(request, session, stored, version)
        except ValidationError as error:
            return self._not_saved(request, session, error) or response
        return self._answer(request, session, stored)

    def show(self, request: HttpRequest, session: EditSession, page: Publication) -> None:
        """Let the session show a page as its form does: a live one with what waits on it."""
        if page.state == State.PUBLISHED:
            self._show_change(session, page, self._waiting(request, session, page))
        else:
            session.show(page)

    @staticmethod
    def _show_change(session: EditSession, page: Publication, version: Revision | None) -> None:
        """Show a page as its change would have it; nothing is written for that."""
        if version is not None:
            # What is offered as the correction is in no text yet; see `offer_correction`.
            offered, page.correction = page.correction, ""
            session.waiting_text, session.live_text = version, fields_of(page)
            applying.set_fields(page, version.data)
            page.correction = page.correction or offered
        session.show(page, version)

    def _waiting(
        self, request: HttpRequest, session: EditSession, page: Publication
    ) -> Revision | None:
        """Return the text that waits on a live page, for who may see it."""
        may_see = self.may_see_versions(request, page)
        has_none = session.facts is not None and not session.facts.has_change
        version = None
        if request.method == "POST" and not has_none:
            version, session.live = changes.pending_and_live(page)
        elif not has_none:
            version = changes.pending_version(page)
        version = version if may_see else None
        session.knows_change, session.waiting = may_see, version.change_set if version else None
        return version

    @transaction.atomic
    def _propose(
        self,
        request: HttpRequest,
        session: EditSession,
        page: Publication,
        version: Revision | None,
    ) -> None:
        """Keep what the form saved over a live page as its pending change, and take the step."""
        assert session.proposal is not None  # noqa: S101  # the caller's condition
        proposal, by = session.proposal, staff(request)
        for row in proposal.unversioned:
            row.save(page, by=by)
        if data := proposal.data:
            refuse_removed(request, page, data)
            timed = proposal.is_timed
            session.kept = changes.propose_on(page, version, data, by=by, is_step=timed)
            describe_in_library(rich_text_in(type(page), data["fields"]), by=by)
        take_step(self, request, session, page)

    def _not_saved(
        self, request: HttpRequest, session: EditSession, error: ValidationError
    ) -> HttpResponse | None:
        """Lead back to what was typed, which does not go with rows that wait in the change."""
        text = _("Nothing is saved: %(reason)s") % {"reason": " ".join(error.messages)}
        self.message_user(request, text, messages.ERROR)
        session.open_form = None  # What was typed is not forgotten.
        return save_refused(request)
