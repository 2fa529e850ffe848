"""The answers of the form of a page: what is said after a save, and where it leads."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.editing.checks.texts import days_left
from portal.editing.compare import differing
from portal.editing.draft_recovery import clear_browser_copy
from portal.editing.edit_session import EditSession
from portal.editing.forms import typed_text
from portal.editing.page_form_parts import back_to_form, redirect_with_typed
from portal.editing.preview import preview
from portal.publishing import changes
from portal.publishing.models import Publication, State
from portal.publishing.models.kinds import admin_address
from portal.publishing.state_words import saved_message

# Within this time two pages of one title and one writer may well be one text saved twice.
TWIN_AGE: Final = timedelta(hours=1)


class FormAnswersMixin(ModelAdmin[Any]):
    """Leads to the list after a save; back to the form where something is left to do."""

    def _withdraw_answer(
        self, request: HttpRequest, session: EditSession, page: Publication
    ) -> HttpResponse | None:
        """Lead to the question whether to withdraw; None where none is asked."""
        if not session.confirms_withdrawal:
            return None
        address = admin_address(page.kind, page.pk, view="withdraw")
        typed = {"comment": typed_text(request, "_comment")}
        return redirect_with_typed(request, address, typed)

    def response_add(
        self, request: HttpRequest, obj: Publication, post_url_continue: str | None = None
    ) -> HttpResponse:
        if not EditSession.of(request).is_preview:
            if IS_POPUP_VAR in request.POST:
                # Made beside a choice: the small window chooses it in the form behind, and closes.
                return super().response_add(request, obj, post_url_continue)
            self._tell_of_twin(request, obj)
        return self.response_change(request, obj)

    def _tell_of_twin(self, request: HttpRequest, page: Publication) -> None:
        """Name the page that was made of the same form before, by going back and saving again."""
        rows = type(page).objects.filter(
            title=page.title,
            created_by=page.created_by_id,
            created_at__gte=timezone.now() - TWIN_AGE,
        )
        twin = rows.exclude(pk=page.pk).exclude(state=State.BINNED).order_by("-pk").first()
        if twin is None:
            return
        text = format_html(
            '{} <a href="{}">{}</a>',
            _("You made a page of this title a moment ago. If it is the same, bin one of the two:"),
            admin_address(twin.kind, twin.pk),
            _("the one of before"),
        )
        self.message_user(request, text, messages.WARNING)

    def response_change(self, request: HttpRequest, obj: Publication) -> HttpResponse:
        session = EditSession.of(request)
        if session.is_dry_run:
            # Nothing is kept yet; `_edit_live` answers when it is.
            return self._to_list()
        return self._answer(request, session, obj)

    def _answer(
        self, request: HttpRequest, session: EditSession, page: Publication
    ) -> HttpResponse:
        """Tell what is so now, and lead to the list; back to the form where something is left."""
        if session.is_preview:
            return preview(page)
        if (answer := self._withdraw_answer(request, session, page)) is not None:
            return answer
        if session.is_refused:
            return back_to_form(request, page)
        if not request.POST.get("_step"):
            self.message_user(request, saved_message(page, session.change), messages.SUCCESS)
        if session.kept is not None:
            self._announce_change(request, session, page)
        if "_continue" in request.POST:
            return HttpResponseRedirect(admin_address(page.kind, page.pk))
        return self._to_list()

    def _announce_change(
        self, request: HttpRequest, session: EditSession, page: Publication
    ) -> None:
        """Name where the change that was just kept differs, and each day that it left behind."""
        new, live = session.kept, session.live
        if request.POST.get("_step"):
            # It may have been put in place by the same press.
            new = changes.pending_version(page)
        if new is None or live is None:
            return
        labels = [each.label for each in differing(page, live.data, new.data)]
        if labels:
            text = _("It differs from what readers see in: %(places)s.")
            self.message_user(request, text % {"places": ", ".join(labels)}, messages.INFO)
        form = admin_address(page.kind, page.pk)
        for violation in days_left(live.data["fields"], page, new):
            words = violation.message, violation.advice, form, violation.anchor, _("To that place")
            text = format_html('{} {} <a href="{}#{}">{}</a>', *words)
            self.message_user(request, text, messages.WARNING)

    def _to_list(self) -> HttpResponse:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return HttpResponseRedirect(reverse(name))

    def _discard_autosave(
        self, request: HttpRequest, session: EditSession, response: HttpResponse
    ) -> HttpResponse:
        """Forget the autosaved text of this very form after a save: it is in the page now."""
        form = session.open_form
        if form is None or request.method != "POST" or response.status_code != HTTPStatus.FOUND:
            return response
        form.saved().delete()
        return clear_browser_copy(response, form)
