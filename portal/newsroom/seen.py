"""Shared records that stand on public pages: readers see a change of them at once."""

from typing import Any

from django.http import HttpRequest

from portal.accounts.admin import SharedRecordAdmin
from portal.publishing import generation


class SeenRecordAdmin(SharedRecordAdmin):
    """Moves the generation on with each change, inside its transaction."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        generation.move_on()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        generation.move_on()

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        generation.move_on()
