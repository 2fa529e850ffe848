"""The lines of the index in the admin: all the staff reads them, editors keep them."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.editing.public_records import PublicRecordAdmin
from portal.kit.typing import ModelField
from portal.published_index.models import PublishedItem
from portal.published_index.status import path_of
from portal.publishing.models.kinds import kinds


@admin.register(PublishedItem)
class PublishedItemAdmin(PublicRecordAdmin):
    """The admin of what has to be published."""

    handbook = "cong-khai-thong-tin"
    list_display = ["name", "group", "where", "obligation", "renewed_within", "position"]
    list_filter: ClassVar[Any] = ["group"]
    list_select_related = ["obligation", "section", "page"]
    search_fields = ["name", "basis"]
    autocomplete_fields = ["obligation"]
    ordering = ["position", "id"]
    fieldsets: ClassVar[Any] = [
        (None, {"fields": ["name", "group", "basis", "form", "position"]}),
        (_("Where it stands"), {"fields": ["kind", "section", "page", "address"]}),
        (_("By when"), {"fields": ["obligation", "renewed_within"]}),
    ]

    @admin.display(description=_("where it stands"))
    def where(self, item: PublishedItem) -> str:
        return path_of(item) or "—"

    def formfield_for_dbfield(
        self, db_field: ModelField, request: HttpRequest, **kwargs: object
    ) -> Any:
        if db_field.name == "kind":
            listed = [(name, model) for name, model in kinds().items() if model.LIST_VIEW]
            choices = [
                (name, capfirst(str(model._meta.verbose_name_plural))) for name, model in listed
            ]
            return forms.ChoiceField(
                label=capfirst(db_field.verbose_name),
                choices=[("", "–"), *choices],
                required=False,
                help_text=db_field.help_text,
            )
        if db_field.name in ("name", "basis"):
            kwargs["widget"] = AdminTextInputWidget({"class": "vLargeTextField"})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
