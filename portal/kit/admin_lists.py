"""Lists of the admin: menus of their rows, and filters by fixed conditions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class RowLink:
    """An entry of a row's menu: a link, or a button where the click writes something."""

    label: str | StrPromise
    address: str
    writes: bool = False


class RowMenuMixin(admin.ModelAdmin[Any]):
    """Gives the rows of a list a menu each; a list to choose from has none."""

    def row_menu(self, request: HttpRequest, obj: Any) -> Sequence[RowLink]:
        """Return what the person may do with the row from the list."""
        return ()

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist: Any = super().get_changelist_instance(request)
        if IS_POPUP_VAR not in request.GET:
            menu: Callable[[Any], Sequence[RowLink]] = partial(self.row_menu, request)
            changelist.row_menu = menu
        # The table asks this: a template would call the function itself.
        changelist.has_row_menu = hasattr(changelist, "row_menu")
        return changelist


type Conditions = dict[str, tuple[StrPromise, Q]]


class ConditionFilter(admin.SimpleListFilter):
    """A filter whose choices each have a label and a condition."""

    def conditions(self) -> Conditions:
        """Return label and condition by the word in the address."""
        raise NotImplementedError

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Model]
    ) -> list[tuple[str, StrPromise]]:
        return [(word, label) for word, (label, _condition) in self.conditions().items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Model]) -> QuerySet[Model]:
        chosen = self.conditions().get(self.value() or "")
        return queryset if chosen is None else queryset.filter(chosen[1])
