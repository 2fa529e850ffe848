"""What many admins share: lists of any length, and rows that are not written or not deleted.

It knows no models, and so stands below whatever has an admin.
"""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import cached_property

from portal.kit.admin_search import FoldedSearchMixin, PickerMixin

# So many rows can be leafed through; beyond them one searches or filters.
MAX_ROWS = 10_000


class BoundedPaginator(Paginator[Any]):
    """Counts to ten thousand and no further: the cost is the same at a million rows."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return min(int(rows.order_by()[: MAX_ROWS + 1].count()), MAX_ROWS)

    def page(self, number: int | str) -> Page[Any]:
        """Return a page; of the rows before it only the keys are read."""
        number = self.validate_number(number)
        if number == 1:
            return super().page(number)
        rows: Any = self.object_list
        start = (number - 1) * self.per_page
        keys = rows.values_list("pk", flat=True)[start : min(start + self.per_page, self.count)]
        return Page(rows.filter(pk__in=list(keys)), number, self)


class UncountedAdmin(FoldedSearchMixin, PickerMixin, admin.ModelAdmin[Any]):
    """Lists that never count their table, searched and chosen from with or without marks."""

    paginator: ClassVar[type[Paginator[Any]]] = BoundedPaginator
    show_full_result_count = False


class LongListAdmin(UncountedAdmin):
    """Lists that may grow to any length: fifty rows a page, and no count of the table."""

    list_per_page = 50


class NoAddMixin(admin.ModelAdmin[Any]):
    """Nobody adds rows here: they come about elsewhere."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


class NoChangeMixin(admin.ModelAdmin[Any]):
    """Nobody changes rows here: they stay as they were written."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class NoDeleteMixin(admin.ModelAdmin[Any]):
    """Nobody deletes rows here: what was stays known."""

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class ReadOnlyAdmin(NoAddMixin, NoChangeMixin, NoDeleteMixin, LongListAdmin):
    """A list to be read; who may, a class says by `has_view_permission` or a mixin of accounts."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


class RowsOfOneInline(PickerMixin, InlineModelAdmin[Any, Any]):
    """Rows that belong to one record: who changes the record adds and deletes them, too."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_change_permission(request, obj)
