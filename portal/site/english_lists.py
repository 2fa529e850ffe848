"""Lists below /en/ of what is data: labels and codes in English, names as they are."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, cast

from django.conf import settings
from django.http import HttpRequest
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from portal.exchange.datafiles.tables import Column
from portal.exchange.opendata.sets import first_table, open_sets
from portal.kit.text.numbers import figure
from portal.publishing.english_names import english_names
from portal.publishing.languages import ENGLISH, VIETNAMESE, english_path
from portal.publishing.models import EnglishVersion, Publication, PublicationQuerySet
from portal.publishing.paging import Page, page_of

# Between names of a cell that has several.
_BETWEEN: Final = "; "
# A day, or a moment as machines write it.
_DAY: Final = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"(?P<hour>T([01]\d|2[0-3]):[0-5]\d:[0-5]\d[+-][01]\d:\d\d)?$"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says; `language` where that is not English, `heading` of its column."""

    text: str
    language: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class EnglishRow:
    """A page of the list: by its English name and address where it has these."""

    title: Cell
    path: str
    is_sample: bool
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class EnglishList:
    """One page of a list, with its headings."""

    page: Page[Publication]
    headings: list[str]
    rows: list[EnglishRow]


def english_list(request: HttpRequest, slug: str) -> EnglishList | None:
    """Return a page of the list of a data set; None for lists that are texts, not data."""
    names = settings.ENGLISH_LISTS.get(slug)
    open_set = open_sets().get(slug)
    if names is None or open_set is None:
        return None
    # Each set in the setting is of pages.
    rows = cast("PublicationQuerySet[Publication]", open_set.queryset())
    page = page_of(request, rows.for_lists().by_name())
    _name, columns = first_table(slug)
    cells = {each[0]: each for each in open_set.cells([row.pk for row in page.rows])}
    # What is known of none of them has no column.
    shown = [
        place
        for place in (columns.index(column) for column in _named(columns, names))
        if any(each[place] not in (None, "") for each in cells.values())
    ]
    headings = [str(columns[place].label) for place in shown]
    in_english = english_names()
    values = {
        key: [
            replace(_cell(columns[place], each[place], in_english), heading=heading)
            for place, heading in zip(shown, headings, strict=True)
        ]
        for key, each in cells.items()
    }
    return EnglishList(page, headings, _rows(page, values))


def _named(columns: Iterable[Column], names: Iterable[str]) -> list[Column]:
    """Return the columns of these names, in the order of the names."""
    by_name = {column.name: column for column in columns}
    return [by_name[name] for name in names]


def _rows(page: Page[Publication], values: dict[int, list[Cell]]) -> list[EnglishRow]:
    versions = {
        version.translation_of_id: version
        for version in EnglishVersion.objects.public()
        .filter(translation_of__in=values)
        .only("title", "path", "translation_of")
    }
    # A page may have been withdrawn since the first query.
    rows = [row for row in page.rows if row.pk in values]
    return [_row(row, versions.get(row.pk), values[row.pk]) for row in rows]


def _row(row: Publication, version: EnglishVersion | None, cells: list[Cell]) -> EnglishRow:
    if version is not None:
        return EnglishRow(Cell(version.title, ENGLISH), version.path, row.is_sample, cells)
    path = english_path(row.path) if row.IS_BILINGUAL else row.path
    return EnglishRow(Cell(row.title, VIETNAMESE), path, row.is_sample, cells)


def _cell(column: Column, value: Any, names: Mapping[str, str]) -> Cell:
    """Return a value as English readers write it; free text is Vietnamese and says so."""
    if value is None or value == "":
        return Cell("–")
    if value in column.codes:
        return Cell(str(column.codes[value]))
    match value:
        case bool():
            return Cell(_("yes") if value else _("no"))
        case datetime():
            return Cell(_moment(value))
        case date():
            return Cell(_day(value))
        case Decimal():
            return Cell(figure(value))
        case int():
            return Cell(str(value))
    return _written(str(value), names)


def _moment(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def _day(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")


def _written(text: str, names: Mapping[str, str]) -> Cell:
    """Return a text, names in English where the staff wrote all of them; a day as people do."""
    if found := _DAY.match(text):
        moment = datetime.fromisoformat(text)
        return Cell(_moment(moment) if found["hour"] else _day(moment))
    parts = text.split(_BETWEEN)
    if all(part in names for part in parts):
        return Cell(_BETWEEN.join(names[part] for part in parts))
    return Cell(text, VIETNAMESE)
