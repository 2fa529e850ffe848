"""Filters of the admin's lists that stay short at any number of records."""

from typing import Any

from django.contrib.admin import ModelAdmin, RelatedFieldListFilter, SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import staff
from portal.publishing.models import Publication, Section, State
from portal.publishing.state_words import DisplayedState, displayed_state_rule

# Nobody reads a longer list; what is not in it is found by the list's search.
MAX_ROWS = 100


class ShortRelatedFilter(RelatedFieldListFilter):
    """Offers the first records only, and of sections those of the list's own kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What Django would call "-".
        self.empty_value_display = format_html("{}", _("not stated"))

    def field_choices(
        self, field: Any, request: object, model_admin: ModelAdmin[Publication]
    ) -> Any:
        rows = field.remote_field.model._default_manager.all()
        if issubclass(field.remote_field.model, Publication):
            rows = rows.exclude(state=State.BINNED)
        if field.remote_field.model is Section:
            rows = rows.of_kind(model_admin.model.KIND)
        return [(str(row.pk), str(row)) for row in rows[:MAX_ROWS]]


class StateFilter(SimpleListFilter):
    """Narrows a list to the pages that stand so, in the words of its column."""

    title = _("state")
    # As Django's own filter has it: addresses that people keep go on.
    parameter_name = "state__exact"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [(state.value, str(state.label)) for state in DisplayedState]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Publication]
    ) -> QuerySet[Publication]:
        """Return what stands as chosen; all where nothing, or nothing known, is chosen."""
        value = self.value()
        if value is None or value not in DisplayedState.values:
            return queryset
        rule = displayed_state_rule(DisplayedState(value), timezone.now(), staff(request))
        return queryset.filter(rule)
