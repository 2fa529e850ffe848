"""The list of backups and rehearsals, for who answers for the site."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from portal.kit.admin import LongListAdmin, ReadOnlyAdmin
from portal.site.backups.models import BackupRun


@admin.register(BackupRun)
class BackupRunAdmin(ReadOnlyAdmin, LongListAdmin):
    """For who may do all: the names of files tell where they lie."""

    list_display = ["at", "kind", "file", "bytes", "is_encrypted", "copied_to"]
    list_filter = ["kind"]
    search_fields = ["file"]
    handbook = "trang-co-khoe-khong"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.is_superuser)
