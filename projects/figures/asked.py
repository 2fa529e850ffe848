"""Which figures of an indicator a reader asks for, and reading just those."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from projects.models import Indicator, Observation, Series, SeriesRole, Target
from projects.models.observation import ObservationQuerySet

# The newest periods that a page shows: twenty years of quarters.
PERIODS = 80
# So many series stand beside each other in a table, and a chart can tell their lines apart.
SERIES = 6
# What a page names of a source; figures may have one each.
_OF_A_SOURCE = [
    f"evidence__{name}" for name in ("title", "path", "state", "published_at", "expires_at")
]
_OF_A_FIGURE = [field.attname for field in Observation._meta.concrete_fields]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader wants to see: as published on a day, with samples, of one series, older ones.

    `before` is the last day of the oldest period on the page before.
    """

    day: date | None = None
    with_samples: bool = True
    series: int | None = None
    before: date | None = None


def end_of(day: date) -> datetime:
    """The last moment of a day here."""
    return timezone.make_aware(datetime.combine(day, time.max))


def figures_asked_for(indicator: Indicator, asked: Asked) -> ObservationQuerySet:
    """The figures of all indicators that hold now, or that were published at the end of a day.

    Filtered by a series of this indicator, which is what the indexes begin with.
    """
    rows = Observation.objects.for_readers(with_samples=asked.with_samples)
    if asked.day is None:
        return rows.current()
    moment, since = end_of(asked.day), public_since(indicator)
    return rows.none() if since is None or moment < since else rows.as_published_on(moment)


def public_since(indicator: Indicator) -> datetime | None:
    """Since when readers see the page, of an indicator read `with_first_step()`.

    What was corrected in a draft before, readers never saw.
    """
    first: datetime | None = indicator.first_step  # type: ignore[attr-defined]  # made by annotate
    if indicator.published_at is None or first is None:
        return indicator.published_at
    return max(indicator.published_at, first)


def series_to_show(series: Sequence[Series], chosen: int | None) -> list[Series] | None:
    """The columns of the table: the chosen series with its whole, or the first ones.

    What they are compared with stands last. None where there is no such series.
    """
    compared = [each for each in series if each.role == SeriesRole.BENCHMARK]
    own = [each for each in series if each.role != SeriesRole.BENCHMARK]
    if chosen is None:
        main = [each for each in own if each.is_main]
        others = [each for each in own if not each.is_main]
        room = SERIES - min(len(compared), 2)
        return [*main, *others][:room] + compared[: SERIES - min(len(own), room)]
    found = next((each for each in series if each.pk == chosen), None)
    if found is None:
        return None
    whole = [each for each in own if each.pk == found.part_of_id]
    return [*whole, found, *(each for each in compared[:2] if each != found)]


def read_figures(
    indicator: Indicator, series: Sequence[Series], targets: Iterable[Target], asked: Asked
) -> list[Observation]:
    """What the page needs, in one query of short steps into an index, whatever the amount.

    Of each shown series the newest figures; of each with targets the newest one that is no
    sample, and those that end the targets' years.
    """
    rows = figures_asked_for(indicator, asked).select_related("evidence")
    rows = rows.only(*_OF_A_FIGURE, *_OF_A_SOURCE).newest()
    older = rows.filter(ends_on__lt=asked.before) if asked.before else rows
    steps = [older.filter(series=each)[: PERIODS + 1] for each in series]
    year_ends: dict[int, set[date]] = {each.pk: set() for each in series}
    main = next((each.pk for each in series if each.is_main), None)
    for target in targets:
        key = target.series_id or main
        if key is not None:
            year_ends.setdefault(key, set()).add(date(target.year, 12, 31))
    for key, days in year_ends.items():
        of_series = rows.filter(series=key)
        steps.append(of_series.filter(is_sample=False)[:1])
        if days:
            steps.append(of_series.filter(ends_on__in=days)[: 2 * len(days)])
    if not steps:
        return []
    found = {row.pk: row for row in steps[0].union(*steps[1:], all=True)}
    for row in found.values():
        row.indicator = indicator
    return list(found.values())
