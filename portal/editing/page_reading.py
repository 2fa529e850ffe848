"""Reads the page of a form: to be shown with all that stands beside it, or locked for who saves."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from portal.accounts.roles import staff
from portal.editing.edit_session import EditSession
from portal.editing.form_facts import facts_of, with_facts
from portal.editing.part_rows import parts_of, with_parts
from portal.editing.quote_notices import corrects_figures, offer_correction
from portal.publishing.models import Publication

# What a page has beside its text, read with it.
_BESIDE = ("created_by", "duty__obligation", "ownership__owner", "ownership__checked_by")


class PageReadingMixin(ModelAdmin[Any]):
    """Reads a page once for the request that shows or saves its form."""

    def _read(
        self, request: HttpRequest, session: EditSession, object_id: str
    ) -> Publication | None:
        """Read the page: to be shown, or locked for who saves.

        The form then finds it stale or not, and nobody can save before this one is done.
        """
        if request.method != "POST":
            return self.read_to_show(request, session, object_id)
        return self._page_among(request, self._page_rows(request).locked(), object_id)

    def read_to_show(
        self, request: HttpRequest, session: EditSession, object_id: str
    ) -> Publication | None:
        """Read the page with what stands beside its text, for the session to show."""
        rows = with_parts(with_facts(self._page_rows(request), staff(request)))
        page = self._page_among(request, rows, object_id)
        if page is not None:
            session.facts = facts_of(page, staff(request))
            session.plain_parts = parts_of(page)
        return page

    def _page_rows(self, request: HttpRequest) -> Any:
        return self.get_queryset(request).select_related(*_BESIDE, *self._chosen(request))

    def _page_among(self, request: HttpRequest, rows: Any, object_id: str) -> Publication | None:
        try:
            page: Publication = rows.get(pk=self.opts.pk.to_python(unquote(object_id)))
        except (self.model.DoesNotExist, ValidationError, ValueError):
            return None
        if corrects_figures(request):
            offer_correction(page)
        return page

    def _chosen(self, request: HttpRequest) -> list[str]:
        """Return the relations whose row the form names beside its number or in place of it."""
        names = {"cover", *self.get_autocomplete_fields(request)}
        fields = (self.opts.get_field(name) for name in sorted(names))
        return [field.name for field in fields if field.many_to_one]
