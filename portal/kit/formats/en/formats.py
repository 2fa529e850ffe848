"""Dates that no reader takes for another: 1 February 2007, never 1/2 or 2/1."""

from portal.kit import formats

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
FIRST_DAY_OF_WEEK = 1

# As on the Vietnamese pages: what is typed here was read elsewhere on the site.
DATE_INPUT_FORMATS = [*formats.DATE_INPUT_FORMATS, "%d %B %Y", "%d %b %Y"]

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
