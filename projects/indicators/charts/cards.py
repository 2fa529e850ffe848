"""The picture beside a link to an indicator: its newest figure with the line that leads to it."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.kit.charts import Point, runs_of
from portal.kit.charts.scale import Scale, days, ticks
from portal.kit.text.numbers import figure
from portal.media.pictures.card_figure import CardFigure
from portal.media.pictures.cards import HEIGHT, WIDTH
from portal.publishing.languages import spoken_path
from portal.publishing.metadata import SharedPicture, card_digest
from projects.indicators.figures.chart import points_of
from projects.indicators.figures.goals import MeasuredTarget
from projects.indicators.figures.page import PageFigures
from projects.indicators.models import Indicator, Observation


@dataclass(frozen=True, slots=True)
class Card:
    """What is written and drawn on the card of an indicator."""

    title: str
    kicker: str
    figure: CardFigure

    @property
    def digest(self) -> str:
        return card_digest(self.title, self.kicker, self.figure)


def shared_picture(indicator: Indicator, read: PageFigures) -> SharedPicture | None:
    """Return the picture for a page without a cover; None where no figure is there to show."""
    card = None if indicator.cover else card_of(indicator, read)
    if card is None:
        return None
    alt = f"{card.title}: {card.figure.value} {card.figure.caption}"
    return SharedPicture(settings.SITE_URL + card_path(indicator, card), WIDTH, HEIGHT, alt)


def card_path(indicator: Indicator, card: Card) -> str:
    """Return where the card stands; the digest holds all that is on it."""
    parts = {"slug": indicator.slug, "digest": card.digest}
    return spoken_path(reverse("projects:indicator_card", kwargs=parts))


def card_of(indicator: Indicator, read: PageFigures) -> Card | None:
    """Return the card of the newest figure of the main series; None without one."""
    latest = read.latest
    if latest is None:
        return None
    goal = _goal_of(latest, read.goals)
    return Card(indicator.title, _kicker(indicator, latest), _figure(indicator, latest, goal, read))


def _kicker(indicator: Indicator, latest: Observation) -> str:
    words = [str(indicator._meta.verbose_name)]
    if indicator.is_sample or latest.is_sample:
        words.append(_("sample figures"))
    return " · ".join(words)


def _goal_of(latest: Observation, goals: list[MeasuredTarget]) -> MeasuredTarget | None:
    """Return the target of the figure's year, else the next one."""
    own = [
        goal for goal in goals if goal.series is None and goal.target.year >= latest.ends_on.year
    ]
    return min(own, key=lambda goal: goal.target.year, default=None)


def _figure(
    indicator: Indicator, latest: Observation, goal: MeasuredTarget | None, read: PageFigures
) -> CardFigure:
    aim = goal.target.value if goal and goal.target.upper is None else None
    runs = runs_of(_main_points(latest, read))
    points = [point for run in runs for point in run]
    values = [point.value for point in points if point.value is not None]
    # Nothing on the card says where its base line is, so that stands for 0.
    marks = ticks([Decimal(0), *values, *([aim] if aim is not None else [])])
    y = Scale(float(marks[0]), float(marks[-1]), 0, 1)
    x = days(low=points[0].at, high=points[-1].at, start=0, end=1)
    drawn = tuple(
        tuple((round(x(each.at.toordinal()), 3), _share(each.value, y) or 0.0) for each in run)
        for run in runs
    )
    words = ""
    if goal is not None and aim is not None:
        words = _("Target for {year}").format(year=goal.target.year) + f": {figure(aim)}"
    caption = f"{indicator.unit} · {_period(latest)}"
    return CardFigure(figure(latest.value), caption, drawn, _share(aim, y), words, round(y(0), 3))


def _main_points(latest: Observation, read: PageFigures) -> list[Point]:
    """Return the line of the main series as the page draws it, and no sample beside a fact."""
    place = next(n for n, series in enumerate(read.table.series) if series.is_main)
    points = points_of(
        (row, each if each and each.is_sample == latest.is_sample else None)
        for row, each in read.table.column(place)
    )
    # Of a fact that is older than all that the table shows, nothing but itself is drawn.
    has_some = any(point.value is not None for point in points)
    return points if has_some else [Point(latest.ends_on, latest.period_label, latest.value)]


def _share(value: Decimal | None, y: Scale) -> float | None:
    return None if value is None else round(y(value), 3)


def _period(latest: Observation) -> str:
    words = capfirst(latest.period_label)
    return f"{words} ({latest.caveat})" if latest.caveat else words
