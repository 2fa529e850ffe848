"""The rows of the About pages in the admin: readers see a change at once; it is written down."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import HttpRequest

from portal.audit.mixin import AuditedRowsMixin, Formsets
from portal.audit.values import Values, snapshot
from portal.branding.preview import Previewed, ShellPreviewMixin
from portal.department import identity
from portal.department.models import (
    Department,
    Page,
    Post,
    ReceptionTime,
    ServiceLink,
    Unit,
    WorkItem,
    WorkWeek,
)
from portal.editing.public_records import PublicRecordAdmin, SingletonAdmin
from portal.editing.publication_admin import PublicationAdmin
from portal.kit.admin import RowsOfOneInline

# What units, posts and the department have in common; it stands first in their tables.
CONTACT = ("phone", "email")


@admin.register(Page)
class PageAdmin(PublicationAdmin):
    handbook = "trang-gioi-thieu"
    list_display = ["title", "position", "state_label", "published_at", "updated_at"]
    sortable_by = (*PublicationAdmin.sortable_by, "position")
    list_select_related: ClassVar[Any] = ["section"]
    list_filter: ClassVar[Any] = ["state"]
    kind_fields = ("position",)
    sheet_kind = ("position",)
    copied_fields = ("position",)


class NameFirstMixin(BaseModelAdmin[Any]):
    """Forms that begin with the name, and not with the telephone, which the models inherit."""

    LAST = ("phone", "email", "position")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Return the fields in the order of the model, those of the contact before the place."""
        names = list(super().get_fields(request, obj))
        last = [name for name in self.LAST if name in names]
        return [*(name for name in names if name not in last), *last]


class AboutRecordAdmin(NameFirstMixin, PublicRecordAdmin):
    """Rows that the About pages are made of."""

    handbook = "trang-gioi-thieu"
    # Telephone and e-mail are asked for behind this field: a name goes first.
    contact_behind: ClassVar[str] = ""

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return with_contact_behind(super().get_fields(request, obj), self.contact_behind)


def with_contact_behind(fields: Any, name: str) -> list[Any]:
    """Return the fields with telephone and e-mail moved behind the named one."""
    contact = [each for each in fields if each in CONTACT]
    rest = [each for each in fields if each not in CONTACT]
    place = rest.index(name) + 1 if contact and name in rest else 0
    return [*rest[:place], *contact, *rest[place:]]


@admin.register(Department)
class DepartmentAdmin(NameFirstMixin, ShellPreviewMixin, SingletonAdmin):
    handbook = "dien-mao-cua-cong"
    list_display = ["__str__", "phone", "email", "hotline"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return with_contact_behind(super().get_fields(request, obj), "address_en")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the field; what the site is takes two lines."""
        if db_field.name in ("description", "description_en"):
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def previewed(self, form: Any, formsets: Formsets) -> Previewed:
        """Return the names, the contact and the last line of the foot as they are typed."""
        return identity.KEPT.instead(form.instance)


@admin.register(Unit)
class UnitAdmin(AboutRecordAdmin):
    contact_behind = "room_en"
    list_display = ["name", "parent", "phone", "email", "position"]
    list_select_related: ClassVar[Any] = ["parent"]
    search_fields: ClassVar[Any] = ["name"]


@admin.register(Post)
class PostAdmin(AboutRecordAdmin):
    contact_behind = "duties_en"
    list_display = ["title", "unit", "holder", "known_on", "phone", "position"]
    list_select_related: ClassVar[Any] = ["unit"]
    list_filter: ClassVar[Any] = ["is_spokesperson"]
    search_fields: ClassVar[Any] = ["title", "holder"]


@admin.register(ReceptionTime)
class ReceptionTimeAdmin(AboutRecordAdmin):
    handbook = "tiep-cong-dan-duong-day-nong-dich-vu-cong"
    list_display = ["__str__", "place", "post", "if_off"]
    list_select_related: ClassVar[Any] = ["post"]


@admin.register(ServiceLink)
class ServiceLinkAdmin(AboutRecordAdmin):
    handbook = "tiep-cong-dan-duong-day-nong-dich-vu-cong"
    list_display = ["name", "url", "position"]
    search_fields: ClassVar[Any] = ["name", "url"]


class WorkItemInline(RowsOfOneInline, admin.StackedInline[Any, Any]):
    """The entries of a week: who may change the week may change them."""

    model = WorkItem
    # More come by the link below them.
    extra = 1
    fields: ClassVar[Any] = [
        "weekday", "starts_at", "ends_at", "what", "post", "others", "place", "is_cancelled",
    ]  # fmt: skip

    def has_view_permission(self, request: HttpRequest, obj: WorkWeek | None = None) -> bool:
        return bool(admin.site.get_model_admin(WorkWeek).has_view_permission(request, obj))

    def has_change_permission(self, request: HttpRequest, obj: WorkWeek | None = None) -> bool:
        return bool(admin.site.get_model_admin(WorkWeek).has_change_permission(request, obj))


@admin.register(WorkWeek)
class WorkWeekAdmin(AuditedRowsMixin, AboutRecordAdmin):
    handbook = "lich-cong-tac"
    list_display = ["__str__", "is_public", "note", "changed_at"]
    list_filter: ClassVar[Any] = ["is_public"]
    inlines: ClassVar[Any] = [WorkItemInline]

    def rows_as_recorded(self, obj: WorkWeek) -> Values:
        """Return the entries of the week, each under its key."""
        items = obj.items.select_related("post", "week")
        return {f"item {item.pk}": snapshot(item) for item in items}
