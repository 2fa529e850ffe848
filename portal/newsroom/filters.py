"""Filters of the admin's lists that stay short at any number of records."""

from typing import Any

from django.contrib.admin import RelatedFieldListFilter

from portal.publishing.models import Section

# Nobody reads a longer list; what is not in it is found by the list's search.
MOST = 100


class ShortRelatedFilter(RelatedFieldListFilter):
    """Offers the first records only, and of sections those of the list's own kind."""

    def field_choices(self, field: Any, request: Any, model_admin: Any) -> Any:
        rows = field.remote_field.model._default_manager.all()
        if field.remote_field.model is Section:
            rows = rows.of_kind(model_admin.model.KIND)
        return [(str(row.pk), str(row)) for row in rows[:MOST]]
