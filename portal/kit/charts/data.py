"""What a chart is given: points, lines, aims, bars and stretches of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a day, under the label of its period; None where nobody knows it: a gap.

    No line leads to one that `begins` anew, for it is counted over a longer or shorter time.
    """

    at: date
    label: str
    value: Decimal | None
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A series of points by day; one for comparison is drawn dashed.

    `short` is the name at the end of the line, where there is little room.
    """

    name: str
    points: Sequence[Point]
    is_benchmark: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """What is to be reached by a day: a value, or a band up to `upper`."""

    name: str
    at: date
    value: Decimal
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A named value; None is drawn as an empty row that says so."""

    name: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day on a stretch: reached, or still to come."""

    name: str
    at: date
    is_reached: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something that lasts from a day to a day, perhaps with milestones; a missing end is open."""

    name: str
    starts: date | None
    ends: date | None
    milestones: Sequence[Milestone] = ()
