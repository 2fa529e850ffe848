"""Lists of the admin in which a row is found by the number of its receipt."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest


class ReceiptSearchMixin(admin.ModelAdmin[Any]):
    """Finds the row of a number as people type it, and by words where there is none.

    The manager has `numbered`.
    """

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        rows: Any = self.model._default_manager
        by_number = queryset.filter(pk__in=rows.numbered(search_term).values("pk"))
        if by_number.exists():
            return by_number, False
        return super().get_search_results(request, queryset, search_term)
