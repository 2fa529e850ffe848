"""What a row of an admin's list offers beside its link."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
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
