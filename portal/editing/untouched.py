"""Tells typed text from what the page of a form says already, so that only the first is kept."""

from typing import Any

from django.http import HttpRequest

from portal.editing import autosave
from portal.editing.autosave import OpenForm
from portal.editing.draft_recovery import DraftRecoveryMixin
from portal.editing.edit_session import EditSession
from portal.editing.page_form import PageFormMixin
from portal.publishing.models import Publication, State


class UntouchedFormMixin(DraftRecoveryMixin, PageFormMixin):
    """Compares a form that was sent with what it would show if it were opened now."""

    def is_unchanged(self, request: HttpRequest, form: OpenForm) -> bool:
        """Return whether each field that was sent says what the form shows without it.

        The editor writes some of what it opens in its own way; that is nobody's text.
        """
        session = EditSession.begin(request)
        page = None
        if form.publication_id is not None:
            page = self.read_to_show(request, session, str(form.publication_id))
            if page is None or not self._is_open_to(request, page):
                return False
            self.show(request, session, page)
        typed: Any = self.get_form(request, page, change=page is not None)
        if typed(request.POST, instance=page).has_changed():
            return False
        # Django's own name for what it does with a form that was sent.
        tables: Any = super()._create_formsets(  # type: ignore[misc]  # the stubs leave it out
            request, page or self.model(), change=page is not None
        )[0]
        return not any(row.has_changed() for table in tables for row in table.forms)

    def _is_open_to(self, request: HttpRequest, page: Publication) -> bool:
        """Return whether the form can be compared; where the page was closed, as it was before."""
        if not self.has_change_permission(request, page):
            # Read for this alone: nothing of it is stored.
            page.state = State.DRAFT
        return self.has_change_permission(request, page)

    def has_typed(self, request: HttpRequest) -> bool:
        """Return whether the text that was sent says something else than the page."""
        form = autosave.read_form(request)
        return form is None or not self.is_unchanged(request, form)
