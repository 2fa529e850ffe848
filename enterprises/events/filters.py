"""The filter of the list of events."""

from collections.abc import Mapping
from datetime import datetime

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.events.models import Event, EventQuerySet, EventSeries, Occasion
from portal.kit.filters import (
    ALL,
    ListFilter,
    Lookup,
    oldest_and_newest,
    with_chosen,
    years_between,
)
from portal.kit.postgres.prepared import Prepared
from portal.kit.sorted_names import in_order


def _first_and_last(at: datetime, **which: int) -> EventQuerySet:
    return oldest_and_newest(Event.objects.public(at).filter(**which), "starts_at")


_ends = Prepared(_first_and_last, at=datetime)
_ends_of_series = Prepared(_first_and_last, at=datetime, series=int)


class EventFilter(ListFilter[EventQuerySet]):
    """The filter by series, kind and year; on a series' own page by year only."""

    loat = forms.ChoiceField(label=_("Series of events"), required=False)
    loai = forms.ChoiceField(
        label=_("Kind of meeting"), required=False, choices=[ALL, *Occasion.choices]
    )
    nam = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, query: QueryDict, *, of: EventSeries | None = None) -> None:
        super().__init__(query)
        self._of = of
        # The series that there are, for the page, too; a series' own page offers none.
        self.series: list[EventSeries] = []
        if of is not None:
            del self.fields["loat"], self.fields["loai"]
        else:
            self.series = with_chosen(in_order(EventSeries.objects.all()), query.get("loat", ""))
            self.offer("loat", [(series.slug, series.name) for series in self.series])
        now = timezone.now()
        ends = _ends(at=now) if of is None else _ends_of_series(at=now, series=of.pk)
        self.offer("nam", years_between(timezone.localtime(event.starts_at) for event in ends))

    def lookups(self) -> Mapping[str, Lookup]:
        return {"loat": "series__slug", "loai": "occasion", "nam": "starts_at__year"}

    @property
    def is_of_all(self) -> bool:
        """Return whether the list is that of all events, narrowed by nothing."""
        return self._of is None and not self.is_used

    def narrowed(self, rows: EventQuerySet) -> EventQuerySet:
        """Return the events that fit, of the series where the form is of one."""
        return super().narrowed(rows.filter(series=self._of) if self._of else rows)
