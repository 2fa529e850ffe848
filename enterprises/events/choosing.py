"""By what readers narrow the list of events down, all of it in the address."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.events.models import Event, EventQuerySet, EventSeries, Occasion

# Nobody reads a longer list to choose from.
MAX_ROWS = 100
ALL = ("", _("all"))


def years_of(events: EventQuerySet) -> list[int]:
    """The years in which there were or will be such events, the last one first."""
    return [day.year for day in events.order_by().datetimes("starts_at", "year", order="DESC")]


class EventFilter(forms.Form):
    """Series, kind of meeting and year; a series' own page asks for the year only."""

    loat = forms.ChoiceField(label=_("Series of events"), required=False)
    loai = forms.ChoiceField(
        label=_("Kind of meeting"), required=False, choices=[ALL, *Occasion.choices]
    )
    nam = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, of: EventSeries | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._events = Event.objects.public()
        # The series that there are, for the page, too; a series' own page offers none.
        self.series: list[EventSeries] = []
        if of is not None:
            self._events = self._events.filter(series=of)
            del self.fields["loat"], self.fields["loai"]
        else:
            self.series = list(EventSeries.objects.all()[:MAX_ROWS])
            names = [(series.slug, series.name) for series in self.series]
            cast(forms.ChoiceField, self.fields["loat"]).choices = [ALL, *names]
        years = [(str(year), str(year)) for year in years_of(self._events)]
        cast(forms.ChoiceField, self.fields["nam"]).choices = [ALL, *years]

    @property
    def is_used(self) -> bool:
        """Whether the list is narrowed down."""
        return self.is_valid() and any(self.cleaned_data.values())

    def found(self) -> EventQuerySet:
        """The public events that fit; what was written wrongly narrows nothing."""
        self.is_valid()
        asked = self.cleaned_data
        ways = {"loat": "series__slug", "loai": "occasion", "nam": "starts_at__year"}
        wanted = {way: asked[name] for name, way in ways.items() if asked.get(name)}
        return self._events.filter(**wanted)
