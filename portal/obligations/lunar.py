"""The Vietnamese lunar calendar, as far as holidays go by it: new moons and the sun at UTC+7.

Series of Meeus, "Astronomical Algorithms", cut as in the calendar of Hồ Ngọc Đức: exact enough to
tell the day. Months begin with the day of the new moon; the eleventh holds the winter solstice.
"""

from datetime import date, timedelta
from math import floor, pi, radians, sin
from typing import Final

_MONTH: Final = 29.530588853
_HANOI: Final = 7 / 24
# Julian days: the new moon of 1 January 1900, and the day before the first that Python knows.
_FIRST_MOON: Final = 2415021.076998695
_DAY_ZERO: Final = 1721425
_LATE_2000: Final = 2451545.0
# The twelfth part of its way in which the sun stands from the winter solstice on.
_WINTER: Final = 9
_LEAP_YEAR_DAYS: Final = 365


def new_year(year: int) -> date:
    """Return the first day of the lunar year that begins in a year of the solar calendar."""
    return _day_of(1, 1, year)


def hung_kings(year: int) -> date:
    """Return the tenth day of the third lunar month, the day of the Hùng Kings."""
    return _day_of(10, 3, year)


def _day_of(day: int, month: int, year: int) -> date:
    """Return the day of a month from the first to the tenth, which is no leap month."""
    start, end = _eleventh_month(year - 1), _eleventh_month(year)
    moons_since = month + 1
    has_leap = end - start > _LEAP_YEAR_DAYS
    number = _moon_number(start)
    if has_leap and moons_since >= _leap_offset(number):
        moons_since += 1
    return date.fromordinal(_new_moon(number + moons_since) - _DAY_ZERO) + timedelta(day - 1)


def _eleventh_month(year: int) -> int:
    """Return the Julian day on which the month with the winter solstice of a year begins."""
    last = date(year, 12, 31).toordinal() + _DAY_ZERO
    number = floor((last - _FIRST_MOON) / _MONTH)
    found = _new_moon(number)
    return _new_moon(number - 1) if _sun(found) >= _WINTER else found


def _moon_number(day: int) -> int:
    return floor(0.5 + (day - _FIRST_MOON) / _MONTH)


def _leap_offset(number: int) -> int:
    """Return how many moons after the eleventh month the one without a new sun's part begins."""
    offset = 1
    while _sun(_new_moon(number + offset)) != _sun(_new_moon(number + offset + 1)):
        offset += 1
    return offset


def _new_moon(number: int) -> int:
    """Return the Julian day, as it is in Hà Nội, of a new moon counted from 1900."""
    century = number / 1236.85
    square, cube = century**2, century**3
    mean = 2415020.75933 + 29.53058868 * number + 0.0001178 * square - 0.000000155 * cube
    mean += 0.00033 * sin(radians(166.56 + 132.87 * century - 0.009173 * square))
    sun = radians(359.2242 + 29.10535608 * number - 0.0000333 * square - 0.00000347 * cube)
    moon = radians(306.0253 + 385.81691806 * number + 0.0107306 * square + 0.00001236 * cube)
    node = radians(21.2964 + 390.67050646 * number - 0.0016528 * square - 0.00000239 * cube)
    moved = (0.1734 - 0.000393 * century) * sin(sun) + 0.0021 * sin(2 * sun)
    moved += -0.4068 * sin(moon) + 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon)
    moved += 0.0104 * sin(2 * node) - 0.0051 * sin(sun + moon) - 0.0074 * sin(sun - moon)
    moved += 0.0004 * sin(2 * node + sun) - 0.0004 * sin(2 * node - sun)
    moved += -0.0006 * sin(2 * node + moon) + 0.0010 * sin(2 * node - moon)
    moved += 0.0005 * sin(2 * moon + sun)
    slowing = -0.000278 + 0.000265 * century + 0.000262 * square
    return floor(mean + moved - slowing + 0.5 + _HANOI)


def _sun(day: int) -> int:
    """Return in which twelfth of its way the sun stands as a day begins in Hà Nội, from 0 to 11."""
    century = (day - 0.5 - _HANOI - _LATE_2000) / 36525
    square = century**2
    mean = radians(357.52910 + 35999.05030 * century - 0.0001559 * square)
    moved = (1.914600 - 0.004817 * century - 0.000014 * square) * sin(mean)
    moved += (0.019993 - 0.000101 * century) * sin(2 * mean) + 0.000290 * sin(3 * mean)
    place = radians(280.46645 + 36000.76983 * century + 0.0003032 * square + moved)
    return floor(place % (2 * pi) / pi * 6)
