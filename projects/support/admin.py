"""Admin of applications for support: editors keep them, publishers grant them."""

from datetime import date
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.admin import EditorsOnlyAdmin
from portal.accounts.admin_access import UserForm, UserFormMixin
from portal.accounts.roles import PUBLISH, staff
from portal.audit.stale import StaleAdmin
from portal.kit.admin import NoAddMixin, NoChangeMixin, ReadOnlyReasonMixin
from portal.pagecache import generation
from portal.publishing.models.access import check_section, works_in
from projects.support.services import notify_of_answer
from projects.work.models import Application, ApplicationOutcome, SupportCall

TAKEN_BACK = ApplicationOutcome.TAKEN_BACK


class ApplicationForm(UserForm[Application]):
    """The form of an application; only publishers grant, and only what came in time."""

    def clean_call(self) -> SupportCall:
        call: SupportCall = self.cleaned_data["call"]
        check_section(self.user, call.project)
        return call

    def clean_outcome(self) -> str:
        outcome: str = self.cleaned_data["outcome"]
        before = self.initial.get("outcome")
        # Locked until the form is saved: its enterprise may take it back at this moment.
        now = Application.objects.select_for_update().filter(pk=self.instance.pk)
        is_taken_back = now.values_list("outcome", flat=True).first() == TAKEN_BACK
        if is_taken_back and outcome != TAKEN_BACK:
            raise ValidationError(_("The enterprise has taken it back; nothing is decided here."))
        touches_readers = outcome != before and ApplicationOutcome.GRANTED in (outcome, before)
        if touches_readers and not self.user.has_perm(PUBLISH):
            raise ValidationError(_("Readers see it: who publishes grants it, or takes that back."))
        return outcome

    def clean(self) -> None:
        super().clean()
        cleaned = self.cleaned_data
        applied_on, decided_on = cleaned.get("applied_on"), cleaned.get("decided_on")
        for name, day in (("applied_on", applied_on), ("decided_on", decided_on)):
            if day and day > timezone.localdate():
                self.add_error(name, _("This day is still to come."))
        if applied_on and decided_on and decided_on < applied_on:
            self.add_error("decided_on", _("This day is before the papers came in."))
        if applied_on and (call := cleaned.get("call")):
            self._check_time(call, applied_on, cleaned.get("outcome"))

    def _check_time(self, call: SupportCall, applied_on: date, outcome: str | None) -> None:
        if (
            outcome == ApplicationOutcome.GRANTED
            and not call.opens_on <= applied_on <= call.closes_on
        ):
            message = _("Papers were taken from %(opens)s to %(closes)s; it cannot be granted.")
            days = {"opens": f"{call.opens_on:%d/%m/%Y}", "closes": f"{call.closes_on:%d/%m/%Y}"}
            self.add_error("applied_on", ValidationError(message, params=days))


@admin.register(Application)
class ApplicationAdmin(UserFormMixin, StaleAdmin, EditorsOnlyAdmin):
    handbook = "du-an-va-don-vi-tham-gia"
    form = ApplicationForm
    list_display = ["enterprise", "call", "applied_on", "outcome", "decided_on"]
    list_filter = ["outcome"]
    list_select_related = ["enterprise", "call"]
    actions = None
    ordering = ["-applied_on", "-id"]
    search_fields = ["enterprise__title", "call__title"]
    autocomplete_fields = ["call", "enterprise"]
    fieldsets: ClassVar[Any] = [
        (None, {"fields": ["call", "enterprise", "applied_on", "text"]}),
        (_("The answer"), {"fields": ["outcome", "decided_on", "comment"]}),
    ]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if not self.has_module_permission(request):
            return False
        if not isinstance(obj, Application) or obj.call_id is None:
            return True
        return works_in(staff(request), obj.call.project.section_id)

    def save_model(
        self, request: HttpRequest, obj: Application, form: ApplicationForm, change: bool
    ) -> None:
        before = form.initial.get("outcome", ApplicationOutcome.WAITING)
        super().save_model(request, obj, form, change)
        generation.invalidate_public_content()
        if obj.outcome != before and obj.outcome in (
            ApplicationOutcome.GRANTED,
            ApplicationOutcome.REFUSED,
        ):
            notify_of_answer(obj)


@admin.register(SupportCall)
class SupportCallAdmin(ReadOnlyReasonMixin, NoAddMixin, NoChangeMixin, EditorsOnlyAdmin):
    """Registered for autocompletion only; calls are edited in the form of their project."""

    handbook = "du-an-va-don-vi-tham-gia"
    search_fields = ["title", "project__title"]
    autocomplete_fields = ["project"]
    list_display = ["title", "project", "opens_on", "closes_on"]
    list_select_related = ["project"]
    actions = None

    def why_read_only(self, request: HttpRequest, obj: SupportCall | None) -> str:
        """Lead to where calls are written."""
        return gettext("A call is changed in the form of its project, which is named below.")
