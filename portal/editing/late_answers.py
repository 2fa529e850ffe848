"""Answers to requests that have been answered by the time they are sent."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from portal.editing.forms import refusal, typed_text


class LateAnswersMixin(admin.ModelAdmin[Any]):
    """Tells who comes too late so, with the words that were typed: the page shows how it stands.

    `save_model` hands what it was refused for to `note_refusal`.
    """

    # The field with the words of an answer.
    answer_field = "answer"

    def note_refusal(self, request: HttpRequest, error: ValidationError) -> None:
        """Keep for the answer that somebody was quicker within this very moment."""
        request._refused = error  # type: ignore[attr-defined]  # read by the answer

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if request.method == "POST" and object_id is not None and self._is_late(request, object_id):
            return self._refuse(request, ValidationError(_("This is answered already.")))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        refused: ValidationError | None = getattr(request, "_refused", None)
        if refused is None:
            return super().response_change(request, obj)
        return self._refuse(request, refused)

    def _is_late(self, request: HttpRequest, object_id: str) -> bool:
        """Return whether the person answers such requests, and this one waits no more."""
        row = self.get_object(request, object_id)
        may_answer = row is not None and self.has_change_permission(request)
        return may_answer and not self.has_change_permission(request, row)

    def _refuse(self, request: HttpRequest, error: ValidationError) -> HttpResponse:
        reason = refusal(error, typed_text(request, self.answer_field))
        text = _("Nothing is saved: %(reason)s") % {"reason": reason}
        self.message_user(request, text, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())
