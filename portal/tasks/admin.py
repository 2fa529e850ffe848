"""Letters that reached nobody, to be sent again by one press."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.decorators import action
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tasks_db import admin as tasks_admin  # noqa: F401  # registers what is taken off below
from django_tasks_db.models import DBTaskResult

from portal.kit.admin import LongListAdmin, NoAddMixin, NoChangeMixin
from portal.tasks.models import UnsentLetter

# Rows of background tasks are no work of the staff; what `doctor` says of them is enough.
admin.site.unregister(DBTaskResult)


@admin.register(UnsentLetter)
class UnsentLetterAdmin(NoAddMixin, NoChangeMixin, LongListAdmin):
    """For who may do all: addresses of citizens and enterprises stand here."""

    list_display = ["subject", "address", "gave_up_at"]
    ordering = ["-gave_up_at", "-id"]
    search_fields = ["address", "subject"]
    fields = ["subject", "address", "gave_up_at"]
    actions = ["send_again"]
    handbook = "thu-khong-gui-duoc"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.is_superuser)

    @action(description=_("Send again"), permissions=["view"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Queue the chosen letters again, and say that they are on their way, not there."""
        letters = list(queryset)
        for letter in letters:
            letter.send_again()
        said = ngettext(
            "%(count)d letter is queued again; if it is refused once more, it comes back here.",
            "%(count)d letters are queued again; what is refused once more comes back here.",
            len(letters),
        )
        messages.success(request, said % {"count": len(letters)})
