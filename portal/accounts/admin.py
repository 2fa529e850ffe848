"""Who may keep the records that many pages share."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal.accounts.roles import EDIT, PUBLISH, works_here


class SharedRecordAdmin(admin.ModelAdmin[Any]):
    """Records that many pages use: all the staff sees them, editors and publishers change them."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return works_here(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return works_here(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(EDIT) or request.user.has_perm(PUBLISH)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(PUBLISH)
