"""Places as people write them down: a latitude and a longitude a line, checked and made alike."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

# Việt Nam with its islands: what lies outside was mistyped.
SOUTH, NORTH = Decimal(6), Decimal(24)
WEST, EAST = Decimal(102), Decimal(118)
# A route of a town has some dozens of bends; what is longer is a file for another program.
MAX_POINTS: Final = 200
_POINT: Final = r"[0-9]{1,2}\.[0-9]{6}, [0-9]{3}\.[0-9]{6}"
# As the database keeps them: the points of a place or route, one a line; or nothing.
COORDINATES: Final = rf"^({_POINT}(\n{_POINT})*)?$"

_LETTERS: Final = re.compile(r"[°NEBĐ]", re.IGNORECASE)
# A comma may stand between the two numbers, or in them, as people here write decimals.
_NUMBER: Final = r"-?[0-9]{1,3}(?:[.,][0-9]{1,15})?"
_PAIR: Final = re.compile(rf"({_NUMBER})(?: ?[,;] ?| )({_NUMBER})")
_PLACES: Final = Decimal("0.000001")


class Point(NamedTuple):
    """A place on the map in decimal degrees."""

    latitude: Decimal
    longitude: Decimal


def points_of(text: str) -> list[Point]:
    """Return the points that a text names, one a line: one is a place, more are a route.

    Raises ValidationError, which says what is wrong in which line.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MAX_POINTS:
        message = _("These are %(count)d points; write no more than %(most)d.")
        raise ValidationError(message % {"count": len(lines), "most": MAX_POINTS})
    return [_point(line, number) for number, line in enumerate(lines, 1)]


def normal_coordinates(text: str) -> str:
    """Return the points as the database keeps them; raises ValidationError where one is none."""
    return "\n".join(
        f"{point.latitude.quantize(_PLACES)}, {point.longitude.quantize(_PLACES)}"
        for point in points_of(text)
    )


def check_coordinates(text: str) -> None:
    """Raise ValidationError unless each line is a point in Việt Nam."""
    points_of(text)


class CoordinatesField(models.TextField[Any, Any]):
    """A field of checked points, one a line; in migrations it is a plain TextField."""

    default_validators = [*models.TextField.default_validators, check_coordinates]

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


def _point(line: str, number: int) -> Point:
    # One space each: a pattern that takes any number of them tries all ways to share them out.
    pair = _PAIR.fullmatch(" ".join(_LETTERS.sub(" ", line).split()))
    if pair is None:
        raise _problem(
            _("Line %(number)d: write latitude, a comma and longitude, such as 16.4637, 107.5909."),
            number,
        )
    first, second = (Decimal(part.replace(",", ".")) for part in pair.groups())
    if _lies_in(Point(second, first)):
        raise _problem(
            _("Line %(number)d: the longitude stands first; write the latitude before it."), number
        )
    if not _lies_in(Point(first, second)):
        raise _problem(
            _(
                "Line %(number)d: this place is not in Việt Nam. Latitudes there are from 6 to 24, "
                "longitudes from 102 to 118."
            ),
            number,
        )
    return Point(first, second)


def _lies_in(point: Point) -> bool:
    return SOUTH <= point.latitude <= NORTH and WEST <= point.longitude <= EAST


def _problem(message: str, number: int) -> ValidationError:
    return ValidationError(message % {"number": number}, code="coordinates")
