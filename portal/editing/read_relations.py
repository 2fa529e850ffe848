"""Relations to pages in a form that is only read: its reader learns no title of a draft by them."""

from collections.abc import Collection
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse

from portal.accounts.models import User
from portal.accounts.roles import edits, staff
from portal.editing.page_field import may_name, name_for
from portal.kit.admin import read_fields_of
from portal.publishing.models import Publication


class Unnamed:
    """Stands in a form for a page whose name is not for its reader; it leads nowhere."""

    # Django makes a link of any other key.
    pk = ""

    def __init__(self, page: models.Model, title: str) -> None:
        self._page = page
        self.title = title

    def __str__(self) -> str:
        return self.title

    def __bool__(self) -> bool:
        # A row that makes its own name of the page's has one without it, too.
        return False

    def __getattr__(self, name: str) -> Any:
        """Return what the form asks of a page besides its name, such as whether it is public."""
        return getattr(self._page, name)


class NamesReadableMixin(admin.ModelAdmin[Any]):
    """Forms that all the staff opens: what is only read names pages to those who may read them."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        reader = staff(request)
        if not edits(reader):
            page = context["adminform"]
            _unname(page.form.instance, page.readonly_fields, reader)
            for rows in context["inline_admin_formsets"]:
                names = read_fields_of(rows)
                for form in rows.formset.initial_forms:
                    _unname(form.instance, names, reader)
        return super().render_change_form(request, context, *args, **kwargs)


def _unname(row: models.Model, names: Collection[Any], reader: User) -> None:
    """Put a stand-in for each page that a row names in these fields, where it is not for all."""
    for field in row._meta.concrete_fields:
        if field.name not in names or not _leads_to_page(field) or not getattr(row, field.attname):
            continue
        page = getattr(row, field.name)
        if not may_name(reader, page):
            row._state.fields_cache[field.name] = Unnamed(page, name_for(reader, page))


def _leads_to_page(field: Any) -> bool:
    kind = field.related_model
    return isinstance(kind, type) and issubclass(kind, Publication)
