"""The portal's own records in the admin."""

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_tasks_db import admin as tasks_admin  # noqa: F401  # registers what is taken off below
from django_tasks_db.models import DBTaskResult

from portal.accounts.admin import (
    AddressAdmin,
    PersonAdmin,
    RoleAdmin,
    SecondFactorAdmin,
    SharedRecordAdmin,
)
from portal.accounts.models import User
from portal.audit import admin as audit_admin  # noqa: F401  # registers the record
from portal.consultations import admin as consultations_admin  # noqa: F401  # registers drafts
from portal.department import admin as department_admin  # noqa: F401  # registers the About pages
from portal.emergency import admin as emergency_admin  # noqa: F401  # registers whom to call
from portal.newsroom import (
    english,  # noqa: F401  # registers the English versions
    external_admin,  # noqa: F401  # registers the addresses elsewhere
    features,  # noqa: F401  # registers what stands on top of the home page
    library,  # noqa: F401  # registers the pictures
    picks,  # noqa: F401  # registers what comes first in the search
    quote_notices,  # noqa: F401  # registers what quotes corrected figures
)
from portal.newsroom.bundles import admin as bundles_admin  # noqa: F401  # registers bundles
from portal.newsroom.corrections import CorrectionAdmin
from portal.newsroom.seen import SeenRecordAdmin
from portal.obligations import admin as obligations_admin  # noqa: F401  # registers the clock
from portal.organisations.models import Organisation
from portal.organisations.succession import Succession
from portal.published_index import admin as index_admin  # noqa: F401  # registers the index
from portal.publishing.kinds import kinds_with_sections
from portal.publishing.models import Correction, Section, Topic
from portal.questions import admin as questions_admin  # noqa: F401  # registers questions, answers
from portal.search.models import Abbreviation
from portal.sheets.admin import SheetAdmin
from portal.sheets.resources import Cells

admin.site.register(User, PersonAdmin)
# What `doctor` tells of tasks is enough; their rows are no work of the staff.
admin.site.unregister(DBTaskResult)
admin.site.register(Correction, CorrectionAdmin)
# Django and allauth have registered theirs on import; ours write every change down.
for model, its_admin in (
    (Group, RoleAdmin),
    (Authenticator, SecondFactorAdmin),
    (EmailAddress, AddressAdmin),
):
    admin.site.unregister(model)
    admin.site.register(model, its_admin)


@admin.register(Topic)
class TopicAdmin(SheetAdmin, SharedRecordAdmin):
    cells = Cells(("name", "slug", "description"), keys=("slug",))
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields: ClassVar[Any] = {}


class KindFilter(admin.SimpleListFilter):
    """The kinds that have sections, by the names that people know them by."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return kinds_with_sections()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
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

    @admin.display(description=_("kind"), ordering="kind")
    def kind_label(self, section: Section) -> str:
        return dict(kinds_with_sections()).get(section.kind, section.kind)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "kind":
            db_field.choices = kinds_with_sections()
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Abbreviation)
class AbbreviationAdmin(SheetAdmin, SharedRecordAdmin):
    cells = Cells(("short", "long"), keys=("short",))
    list_display = ["short", "long"]
    search_fields = ["short", "long"]


@admin.register(Organisation)
class OrganisationAdmin(SharedRecordAdmin):
    list_display = ["name", "short_name", "kind", "website", "is_related"]
    list_filter = ["kind", "is_related"]
    search_fields = ["name", "short_name"]


@admin.register(Succession)
class SuccessionAdmin(SeenRecordAdmin):
    handbook = "co-quan-doi-ten-sap-nhap"
    list_display = ["former", "successor", "from_year", "today", "ran_this_site"]
    list_select_related = ["former", "successor", "today"]
    list_filter = ["ran_this_site"]
    search_fields = ["former__name", "successor__name"]
    autocomplete_fields = ["former", "successor"]
