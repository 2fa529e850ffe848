"""A filter of a list by days: from one, to another, both as people write them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.kit.formats import DATE_INPUT_FORMATS
from portal.kit.moments import midnight


class DaysFilter(admin.ListFilter):
    """Rows of some days; what is no date narrows nothing."""

    title = _("day")
    template = "admin/days_filter.html"
    # The field with the moment, and the parameters of the address.
    field_name = "at"
    FIRST, LAST = "tu-ngay", "den-ngay"

    def __init__(self, request: HttpRequest, params: Any, *args: Any) -> None:
        super().__init__(request, params, *args)
        for name in (self.FIRST, self.LAST):
            if name in params:
                value = params.pop(name)
                typed = value[-1] if isinstance(value, list) else value
                self.used_parameters[name] = typed
        self.first = _day(self.used_parameters.get(self.FIRST))
        self.last = _day(self.used_parameters.get(self.LAST))

    def expected_parameters(self) -> list[str | None]:
        return [self.FIRST, self.LAST]

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        """Return the two fields, and what else narrows the list, for the form."""
        others = {
            name: value
            for name, value in changelist.get_filters_params().items()
            if name not in self.expected_parameters()
        }
        if changelist.query:
            others["q"] = [changelist.query]
        yield {
            "fields": [
                (
                    self.FIRST,
                    pgettext_lazy("day", "from"),
                    self.used_parameters.get(self.FIRST, ""),
                ),
                (self.LAST, pgettext_lazy("day", "to"), self.used_parameters.get(self.LAST, "")),
            ],
            "others": [(name, each) for name, values in others.items() for each in _list(values)],
        }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.first is not None:
            queryset = queryset.filter(**{f"{self.field_name}__gte": midnight(self.first)})
        if self.last is not None:
            end = midnight(self.last + timedelta(days=1))
            queryset = queryset.filter(**{f"{self.field_name}__lt": end})
        return queryset


def _list(values: Any) -> list[Any]:
    return values if isinstance(values, list) else [values]


def _day(typed: Any) -> date | None:
    for form in DATE_INPUT_FORMATS:
        try:
            day = datetime.strptime(str(typed or "").strip(), form).date()
        except ValueError:
            continue
        # The day after the last of all would be none.
        return day if day < date.max else None
    return None
