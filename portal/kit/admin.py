"""What many admins share: lists of any length, and rows that are not written or not deleted.

It knows no models, and so stands below whatever has an admin.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import IntegerField, Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property

from portal.kit.admin_pages import OwnPagesMixin
from portal.kit.admin_search import FoldedSearchMixin, PickerMixin
from portal.kit.text.numbers import parse_key

# So many rows can be leafed through; beyond them one searches or filters.
MAX_ROWS = 10_000


class BoundedPaginator(Paginator[Any]):
    """Counts to ten thousand and no further: the cost is the same at a million rows."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        # Keys alone: what is worked out for each row would be worked out for ten thousand.
        keys = rows.order_by().values_list("pk")
        return min(int(keys[: MAX_ROWS + 1].count()), MAX_ROWS)

    def page(self, number: int | str) -> Page[Any]:
        """Return a page; of the rows before it only the keys are read."""
        number = self.validate_number(number)
        if number == 1:
            return super().page(number)
        rows: Any = self.object_list
        start = (number - 1) * self.per_page
        keys = rows.values_list("pk", flat=True)[start : min(start + self.per_page, self.count)]
        return Page(rows.filter(pk__in=list(keys)), number, self)


class OfferedOrdersList(ChangeList):
    """A list in the orders that its headings offer (`sortable_by`).

    Django leaves the arrows away, and still sorts by any column that an address asks for.
    """

    def get_ordering_field(self, field_name: Any) -> Any:
        """Return what a column sorts by; None where its heading offers no order."""
        if self.sortable_by is not None and field_name not in self.sortable_by:
            return None
        return super().get_ordering_field(field_name)


def is_key_of(model: type[Model], text: str) -> bool:
    """Return whether text from outside may be the key of a row; the database takes no other."""
    field: Any = model._meta.pk
    while field.is_relation:
        field = field.target_field
    if isinstance(field, IntegerField):
        return parse_key(text) is not None
    try:
        field.to_python(text)
    except ValidationError:
        return False
    return True


def read_fields_of(rows: Any) -> list[Any]:
    """Return which fields of the rows in a form are only read."""
    read = () if rows.has_change_permission else flatten_fieldsets(rows.fieldsets)
    return [*rows.readonly_fields, *read]


def _say_nothing_of(form: Any, names: Iterable[Any]) -> None:
    """Let a form, or a class of forms made for this request, show read fields without their help.

    The fields that can be written have theirs from before.
    """
    form._meta.help_texts = (form._meta.help_texts or {}) | dict.fromkeys(names, "")


class SafeKeysAdmin(OwnPagesMixin):
    """Lists and forms whose keys come from outside, and that ask for nothing that is only read."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the form; what to write is said only of what can be written."""
        page = context["adminform"]
        _say_nothing_of(page.form, page.readonly_fields)
        for rows in context["inline_admin_formsets"]:
            _say_nothing_of(rows.formset.form, read_fields_of(rows))
        return super().render_change_form(request, context, *args, **kwargs)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return OfferedOrdersList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Show the list; lead to all of it where a filter in the address is none."""
        response = super().changelist_view(request, extra_context)
        if getattr(response, "template_name", "") == "admin/invalid_setup.html":
            return HttpResponseRedirect(request.path)
        return response

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Act on what was ticked, without what is no key."""
        ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
        known = [each for each in ticked if is_key_of(self.model, each)]
        if known != ticked:
            sent = request.POST.copy()
            sent.setlist(ACTION_CHECKBOX_NAME, known)
            request.POST = sent  # type: ignore[assignment]  # as Django's own setter takes it
        return super().response_action(request, queryset, *args, **kwargs)


class UncountedAdmin(FoldedSearchMixin, PickerMixin, SafeKeysAdmin):
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


class ReadOnlyReasonMixin(admin.ModelAdmin[Any]):
    """Says above a form what keeps somebody from writing in it, and who may."""

    def why_read_only(self, request: HttpRequest, obj: Any) -> str:
        """Return the sentence; "" where nothing keeps the person, or nothing is to be done."""
        raise NotImplementedError

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["why_read_only"] = self.why_read_only(request, kwargs.get("obj"))
        return super().render_change_form(request, context, *args, **kwargs)


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
