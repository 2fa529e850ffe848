"""The register of obstacles in the admin: who deals with what by when, and what came of it."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import Field, Q
from django.forms import Field as FormField
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.briefings.models import OPEN_STATES, ActionItem
from enterprises.briefings.services import send_obstacle_letter
from enterprises.briefings.views import briefing_pack
from enterprises.events.admin.events import EventAdmin
from portal.accounts.admin import SharedRecordAdmin
from portal.accounts.admin_access import EditorsSeeMixin
from portal.accounts.roles import staff
from portal.kit.admin import NoDeleteMixin
from portal.kit.admin_lists import ConditionFilter, Conditions
from portal.pagecache import generation

EventAdmin.pages_beside.append(("<int:number>/goi-giao-ban/", briefing_pack, "events_event_pack"))


class LateFilter(ConditionFilter):
    """A filter for late answers and for obstacles that are not closed."""

    title = _("what waits")
    parameter_name = "cho"

    def conditions(self) -> Conditions:
        is_open = Q(progress__in=OPEN_STATES)
        late = is_open & Q(due_on__lt=timezone.localdate())
        return {"tre": (_("the answer is late"), late), "mo": (_("not closed"), is_open)}


@admin.register(ActionItem)
class ActionItemAdmin(EditorsSeeMixin, NoDeleteMixin, SharedRecordAdmin):
    """Obstacles, which are confidential: reporters do not see them, nothing is deleted."""

    handbook = "so-vuong-mac"
    list_display = [
        "label", "subject", "enterprise", "who", "due", "progress", "is_public",
    ]  # fmt: skip
    list_display_links = ["label", "subject"]
    list_filter: ClassVar[Any] = [LateFilter, "progress", "year", "is_public"]
    list_select_related = ["enterprise", "organisation"]
    search_fields = ["subject", "details", "result", "person"]
    autocomplete_fields = ["enterprise", "event", "organisation"]
    readonly_fields = ["label", "raised_by", "closed_on"]
    fieldsets: ClassVar[Any] = [
        (None, {"fields": [("label", "raised_by"), "subject", "details"]}),
        (_("Who raised it"), {"fields": ["enterprise", ("event", "raised_on")]}),
        (
            _("Who deals with it, and by when"),
            {"fields": ["progress", ("organisation", "person"), "due_on"]},
        ),
        (_("Closing it"), {"fields": ["result", "closed_on", "is_public"]}),
    ]

    @admin.display(description=_("number"), ordering="-year")
    def label(self, item: ActionItem) -> str:
        return item.label if item.number else "—"

    @admin.display(description=_("who deals with it"))
    def who(self, item: ActionItem) -> str:
        return ", ".join(str(each) for each in (item.organisation, item.person) if each) or "—"

    @admin.display(description=_("answer due on"), ordering="due_on")
    def due(self, item: ActionItem) -> str:
        if item.due_on is None:
            return "—"
        day = f"{item.due_on:%d/%m/%Y}"
        return f"{day} ({_('late')})" if item.is_overdue else day

    def formfield_for_dbfield(
        self, db_field: Field[object, object], request: HttpRequest, **kwargs: object
    ) -> FormField | None:
        if db_field.name == "subject":
            kwargs["widget"] = AdminTextInputWidget({"class": "vLargeTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: ActionItem, form: ModelForm[ActionItem], change: bool
    ) -> None:
        """Keep the row; its enterprise is told by mail of what changed for it."""
        before = ActionItem.objects.filter(pk=obj.pk).first()
        if before is None:
            obj.raised_by = staff(request)
        super().save_model(request, obj, form, change)
        if obj.is_public or (before is not None and before.is_public):
            generation.invalidate_public_content()
        if before is None or before.answer != obj.answer:
            send_obstacle_letter(obj)
