"""The portal's own records in the admin."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from portal.accounts.admin import SharedRecordAdmin
from portal.accounts.models import User
from portal.pictures import admin as pictures_admin  # noqa: F401  # registers the library
from portal.publishing.kinds import kinds_with_sections
from portal.publishing.models import Section, Topic
from portal.search.models import Abbreviation

admin.site.register(User, UserAdmin)


@admin.register(Topic)
class TopicAdmin(SharedRecordAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields: ClassVar[Any] = {}


@admin.register(Section)
class SectionAdmin(SharedRecordAdmin):
    list_display = ["name", "kind", "path", "position"]
    list_filter = ["kind"]
    search_fields = ["name"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "kind":
            db_field.choices = kinds_with_sections()
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Abbreviation)
class AbbreviationAdmin(SharedRecordAdmin):
    list_display = ["short", "long"]
    search_fields = ["short", "long"]
