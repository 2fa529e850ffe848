"""What is sent to a page whose text may not be written now: a step alone, or a text too late."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse

from portal.editing.draft_recovery import save_refused
from portal.editing.edit_session import EditSession
from portal.editing.forms import VERSION
from portal.editing.page_form_parts import take_step
from portal.publishing.errors import StaleSave
from portal.publishing.state_words import page_words


class ClosedFormMixin(ModelAdmin[Any]):
    """Answers who may not write the page by now; what was typed meanwhile is kept."""

    def _step_alone(self, request: HttpRequest, object_id: str | None) -> HttpResponse | None:
        """Answer a step with a page whose text this person may not write now.

        An approved text is closed, and yet it is published, taken back or asked to be changed.
        """
        if request.method != "POST" or "_step" not in request.POST or object_id is None:
            return None
        page = self.get_object(request, unquote(object_id))
        if page is None or self.has_change_permission(request, page):
            return None
        session = EditSession.begin(request)
        if request.POST.get(VERSION) == str(page.revision_number):
            take_step(self, request, session, page)
        else:
            message = StaleSave(state=page_words(page)).messages[0]
            self.message_user(request, message, messages.ERROR)
            if self.has_typed(request) and (kept := self._keep_typed(request)) is not None:
                return kept
            EditSession.of(request).is_refused = True
        return self.response_change(request, page)

    def has_typed(self, request: HttpRequest) -> bool:
        """Return whether the text that was sent says something else than the page."""
        raise NotImplementedError

    def _keep_typed(self, request: HttpRequest) -> HttpResponse | None:
        """Keep a text that was typed until its page was closed, and lead back to it.

        None where none was sent: who only reads a page has no field of it in the form.
        """
        fields = {field.name for field in self.opts.fields}
        return save_refused(request) if fields & request.POST.keys() else None

    def _closed_meanwhile(self, request: HttpRequest, object_id: str | None) -> HttpResponse | None:
        """Answer a save of a page that was closed while somebody typed in it; None: no text."""
        page = self.get_object(request, unquote(object_id)) if object_id else None
        if page is None or self.has_change_permission(request, page):
            return None
        if (kept := self._keep_typed(request)) is not None:
            message = StaleSave(state=page_words(page)).messages[0]
            self.message_user(request, message, messages.ERROR)
        return kept
