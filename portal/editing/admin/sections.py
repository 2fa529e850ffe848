"""Sections and topics in the admin."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.admin import SharedRecordAdmin
from portal.exchange.sheets.admin import SheetAdmin
from portal.exchange.sheets.columns import Cells
from portal.kit.typing import ModelField
from portal.publishing.models import Section, Topic
from portal.publishing.models.kinds import kinds_with_sections


@admin.register(Topic)
class TopicAdmin(SheetAdmin, SharedRecordAdmin):
    cells = Cells(("name", "slug", "description"), keys=("slug",))
    list_display = ["listed_name", "slug"]
    search_fields = ["name"]
    prepopulated_fields: ClassVar[Any] = {}


class KindFilter(admin.SimpleListFilter):
    """The kinds that have sections, by the names that people know them by."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return kinds_with_sections()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Section]) -> QuerySet[Section]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Section)
class SectionAdmin(SheetAdmin, SharedRecordAdmin):
    cells = Cells(
        ("kind", "name", "slug", "description", "position"),
        keys=("kind", "slug"),
        shown=("path",),
        choices={"kind": lambda: dict(kinds_with_sections())},
    )
    list_display = ["name", "kind_label", "path", "position"]
    list_filter = [KindFilter]
    search_fields = ["name"]
    exclude = ["limited_users"]

    @admin.display(description=_("kind"), ordering="kind")
    def kind_label(self, section: Section) -> str:
        return dict(kinds_with_sections()).get(section.kind, section.kind)

    def get_deleted_objects(
        self, objs: Iterable[Section], request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        """Return what goes with the sections, and what keeps them: also people limited to them."""
        sections = list(objs)
        shown, counts, forbidden, protected = super().get_deleted_objects(sections, request)
        limits = Section.limited_users.through.objects.filter(section__in=sections)
        text = gettext(
            "%(person)s may work in “%(section)s” only; an administrator changes that first."
        )
        held = [
            text % {"person": row.user, "section": row.section}
            for row in limits.select_related("section", "user").order_by("section_id", "user_id")
        ]
        return shown, counts, forbidden, [*protected, *held]

    def formfield_for_dbfield(
        self, db_field: ModelField, request: HttpRequest, **kwargs: object
    ) -> Any:
        if db_field.name == "kind":
            db_field.choices = kinds_with_sections()
        return super().formfield_for_dbfield(db_field, request, **kwargs)
