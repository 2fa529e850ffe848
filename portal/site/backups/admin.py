"""The list of backups and rehearsals, for who answers for the site."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from portal.kit.admin import LongListAdmin, ReadOnlyAdmin
from portal.site.backups.models import BackupRun


@admin.register(BackupRun)
class BackupRunAdmin(ReadOnlyAdmin, LongListAdmin):
    """For who may do all: the names of files tell where they lie."""

    list_display = ["at", "kind", "file", "size", "is_encrypted", "copied_to"]
    fields = ["kind", "at", "file", "size", "is_encrypted", "copied_to"]
    readonly_fields = ["size"]
    list_filter = ["kind"]
    search_fields = ["file"]
    search_help_text = _("A part of the file's name, such as a day: 20070130.")
    handbook = "sao-luu-va-phuc-hoi-thu"

    @admin.display(description=_("size of the file"), ordering="bytes")
    def size(self, run: BackupRun) -> str:
        return filesizeformat(run.bytes)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.is_superuser)
