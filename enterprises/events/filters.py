"""The filter of the list of events."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from enterprises.events.models import Event, EventQuerySet, EventSeries, Occasion
from portal.kit.filters import ALL, MAX_CHOICES, ListFilter


def years_of(events: EventQuerySet) -> list[int]:
    """Return the years in which there were or will be such events, the last one first."""
    return [day.year for day in events.order_by().datetimes("starts_at", "year", order="DESC")]


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
        events = Event.objects.public()
        # The series that there are, for the page, too; a series' own page offers none.
        self.series: list[EventSeries] = []
        if of is not None:
            events = events.filter(series=of)
            del self.fields["loat"], self.fields["loai"]
        else:
            self.series = list(EventSeries.objects.all()[:MAX_CHOICES])
            self.offer("loat", [(series.slug, series.name) for series in self.series])
        self.offer("nam", [(str(year), str(year)) for year in years_of(events)])

    def lookups(self) -> dict[str, str]:
        return {"loat": "series__slug", "loai": "occasion", "nam": "starts_at__year"}

    def narrowed(self, rows: EventQuerySet) -> EventQuerySet:
        """Return the events that fit, of the series where the form is of one."""
        return super().narrowed(rows.filter(series=self._of) if self._of else rows)
