"""Figures of indicators that texts quote: `so-lieu:7:2007-01-01:2007-12-31`.

A reference names series and period, so it holds when the figure is corrected.
"""

import re
from collections.abc import Collection, Iterable
from datetime import date

from django.utils import translation
from django.utils.translation import get_language

from portal.kit.samples import is_shown
from portal.kit.text import numbers
from portal.kit.text.periods import period_label
from portal.media.richtext.figures import Figure, Found
from portal.publishing import quotes
from portal.publishing.dry_run import is_dry_run
from portal.publishing.languages import spoken_path
from portal.publishing.lookup import with_words
from portal.publishing.models import State, Transition
from portal.publishing.models.visibility import VISIBILITY_FIELDS
from portal.publishing.quotes import Change
from projects.indicators.english import name_in_english, name_series
from projects.indicators.models import Indicator, Observation

NAME = "so-lieu"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Whose figures are offered for some words; more words narrow it down.
_INDICATORS_OFFERED = 20
type Place = tuple[int, date, date]


def reference(observation: Observation) -> str:
    """Return the reference by which a text quotes the figure of this series and period."""
    place = (observation.series_id, observation.starts_on, observation.ends_on)
    return ":".join([NAME, *map(str, place)])


def _place(reference: str) -> Place | None:
    """Return the series and period that a reference names; None where it cannot be one."""
    try:
        _name, series, first, last = reference.split(":")
        return int(series), date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None


def look_up(references: Collection[str]) -> dict[str, Figure]:
    """Return the figures that hold today for these references; one query, in English two."""
    places = {each: place for each in references if (place := _place(each)) is not None}
    if not places:
        return {}
    rows = (
        Observation.objects.current()
        .filter(
            series__in={series for series, _first, _last in places.values()},
            starts_on__in={first for _series, first, _last in places.values()},
            ends_on__in={last for _series, _first, last in places.values()},
        )
        .select_related("series", "indicator")
        .only(
            *("series__name", "series__is_main", "starts_on", "ends_on", "value", "is_sample"),
            *("series__name_en", "recorded_at"),
            *(f"indicator__{name}" for name in ("title", "unit", "unit_en", "path", "language")),
            *(f"indicator__{name}" for name in VISIBILITY_FIELDS),
            "indicator__period_kind",
        )
    )
    _name_as_spoken(rows)
    held = {(row.series_id, row.starts_on, row.ends_on): row for row in rows}
    return {each: _figure(held[place]) for each, place in places.items() if place in held}


def _name_as_spoken(rows: Iterable[Observation]) -> None:
    """Name indicators and series of figures in the language spoken now."""
    indicators: dict[int, Indicator] = {}
    for row in rows:
        row.indicator = indicators.setdefault(row.indicator_id, row.indicator)
    name_in_english(indicators.values())
    name_series(row.series for row in rows)


def find(words: str, most: int) -> list[Found]:
    """Return the latest figures of public indicators with these words; a year is the figures'."""
    years = [int(year) for year in _YEAR.findall(words)]
    named = with_words(Indicator.objects.public().by_name(), _YEAR.sub(" ", words))
    offered = list(named.values_list("pk", flat=True)[:_INDICATORS_OFFERED])
    rows = Observation.objects.current().for_readers().filter(indicator__in=offered).newest()
    if years:
        rows = rows.filter(ends_on__year__in=years)
    rows = rows.select_related("series", "indicator").defer("indicator__body", "indicator__summary")
    return [Found(reference(row), _figure(row)) for row in rows[:most]]


def _figure(observation: Observation) -> Figure:
    """Return the figure as readers see it; without a value where it is not public."""
    indicator = observation.indicator
    if not (indicator.is_public and is_shown(is_sample=observation.is_sample)):
        return Figure(page_id=indicator.pk)
    return Figure(
        page_id=indicator.pk,
        is_public=True,
        number=number(observation),
        value=observation.value,
        unit=indicator.unit,
        name=name_of(observation, get_language() or "vi"),
        path=spoken_path(indicator.path),
        recorded_at=observation.recorded_at,
        is_sample=observation.is_sample,
    )


def number(observation: Observation) -> str:
    """Return the value in Vietnamese digits, whatever the language of the page is."""
    with translation.override("vi"):
        return numbers.figure(observation.value)


def name_of(observation: Observation, language: str = "vi") -> str:
    """Return the name of a figure: indicator, series unless it is the main one, and period."""
    indicator, series = observation.indicator, observation.series
    with translation.override(language):
        period = period_label(indicator.period_kind, observation.starts_on, observation.ends_on)
    parts = [indicator.title, "" if series.is_main else series.name, period]
    return ", ".join(part for part in parts if part)


def notify_quoting_pages(
    indicator: Indicator, corrected: Iterable[tuple[Observation, Observation]]
) -> None:
    """Notify the editors of pages that quote corrected figures, given as (old, new)."""
    changed: dict[str, tuple[Observation, Observation]] = {}
    for old, new in corrected:
        if old.value != new.value:
            first, _later = changed.get(reference(new), (old, new))
            changed[reference(new)] = (first, new)
    found = quotes.quotes_of(indicator, changed)
    if not found:
        return
    # Few of the figures of a batch are quoted; only these are described.
    quoted = {quote.reference: changed[quote.reference] for quote in found}
    series = indicator.series.in_bulk({new.series_id for _old, new in quoted.values()})
    changes = {}
    for key, (old, new) in quoted.items():
        new.series = series[new.series_id]
        changes[key] = Change(name_of(new), indicator.unit, number(old), number(new))
    quotes.notify(indicator, found, changes)


def on_transition(
    sender: type[Indicator], publication: Indicator, transition: Transition, **_rest: object
) -> None:
    """Let search follow what quoting pages show, where figures come before readers or go.

    A figure may have been corrected while nobody saw it.
    """
    is_its_own = transition.change_set_id is None and not is_dry_run()
    if is_its_own and transition.to_state in (State.PUBLISHED, State.WITHDRAWN):
        quotes.follow(publication, NAME)
