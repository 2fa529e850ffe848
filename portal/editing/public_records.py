"""Shared records that stand on public pages: readers see a change of them at once."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst

from portal.accounts.admin import SharedRecordAdmin
from portal.accounts.roles import edits, staff
from portal.editing.page_field import PageField, RelationField
from portal.editing.read_relations import NamesReadableMixin
from portal.kit.admin import NoDeleteMixin
from portal.publishing.models import Publication
from portal.publishing.models.access import readable_rule


class PublicRecordAdmin(NamesReadableMixin, SharedRecordAdmin):
    """Offers pages by their number; PUBLIC_RECORDS names the model, so that pages follow."""

    def formfield_for_foreignkey(
        self, db_field: RelationField, request: HttpRequest, **kwargs: object
    ) -> Any:
        # A list to choose from would be as long as the site.
        named = db_field.name in (*self.autocomplete_fields, *self.raw_id_fields)
        if db_field.remote_field.model is Publication and not named:
            label, text = capfirst(db_field.verbose_name), db_field.help_text
            return PageField(label=label, help_text=text, required=not db_field.blank)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ReadablePagesMixin(admin.ModelAdmin[Any]):
    """Lists records by the pages that they name: a reporter learns no title of a draft by them."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        if edits(request.user):
            return rows
        for field in self.model._meta.fields:
            if field.related_model is Publication:
                is_readable = readable_rule(staff(request), f"{field.name}__")
                rows = rows.filter(Q(**{field.name: None}) | is_readable)
        return rows


class SingletonAdmin(NoDeleteMixin, PublicRecordAdmin):
    """A record of which there is one: opened instead of added again, and never deleted."""

    ONLY: ClassVar[int] = 1
    # The search of the admin leads to the fields of its form.
    is_of_one_record = True

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, str] | None = None
    ) -> HttpResponse:
        """Lead to the one record; the list of it stands only until somebody has written it."""
        if self.model._base_manager.exists():
            return self._to_record()
        listed: HttpResponse = super().changelist_view(request, extra_context)
        return listed

    def _to_record(self) -> HttpResponse:
        meta = self.model._meta
        return redirect(f"admin:{meta.app_label}_{meta.model_name}_change", self.ONLY)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        # There is no list to go back to: the template leaves the link away.
        context |= {"is_of_one_record": True}
        answer: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return answer

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        # Asked here only: every page of the admin asks whether something may be added.
        if self.model._base_manager.exists():
            return self._to_record()
        return super().add_view(request, form_url, extra_context)

    def save_model(
        self, request: HttpRequest, obj: models.Model, form: object, change: bool
    ) -> None:
        # Somebody may add it in two windows: there is only one.
        obj.pk = self.ONLY
        super().save_model(request, obj, form, change)
