"""Filters of the admin's lists that stay short at any number of records."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import ChoicesFieldListFilter, ModelAdmin, RelatedFieldListFilter
from django.contrib.admin.views.main import ChangeList

from portal.publishing.models import Publication, Section, State

# Nobody reads a longer list; what is not in it is found by the list's search.
MAX_ROWS = 100


class ShortRelatedFilter(RelatedFieldListFilter):
    """Offers the first records only, and of sections those of the list's own kind."""

    def field_choices(
        self, field: Any, request: object, model_admin: ModelAdmin[Publication]
    ) -> Any:
        rows = field.remote_field.model._default_manager.all()
        if issubclass(field.remote_field.model, Publication):
            rows = rows.exclude(state=State.BINNED)
        if field.remote_field.model is Section:
            rows = rows.of_kind(model_admin.model.KIND)
        return [(str(row.pk), str(row)) for row in rows[:MAX_ROWS]]


class StateFilter(ChoicesFieldListFilter):
    """Offers the states that a page in a list can be in: not those of the bin and of changes."""

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        # The first choice is "all".
        states = [None, *(state for state, _label in self.field.flatchoices)]
        for state, choice in zip(states, super().choices(changelist), strict=False):
            if state not in (State.BINNED, State.DISCARDED):
                yield choice
