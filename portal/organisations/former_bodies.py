"""The former body that published an old page, and the one that is there today.

The successions, of which there are a handful, come with the page in the one query that finds it:
no page costs a query more.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, QuerySet
from django.db.models.functions import JSONObject

from portal.kit.site_names import site_name
from portal.organisations.models import Organisation, Succession
from portal.publishing.models import Publication

MAX_ROWS = 60


@dataclass(frozen=True, slots=True)
class FormerBody:
    """A body that is no more, and the one that is there today.

    `year` is that of a page which it published on this site, none where it issued a document.
    """

    name: "BodyName"
    today: "BodyName"
    website: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class BodyName:
    """The name of a body, and in English "" where the staff has not written it."""

    name: str
    name_en: str


class SuccessionRow(TypedDict):
    """A succession as it comes with a page."""

    key: int
    ran_this_site: bool
    year: int
    day: str | None
    name: str
    name_en: str
    today: str
    today_en: str
    website: str


def with_successions[R: QuerySet[Any, Any]](rows: R) -> R:
    """Return the pages, each annotated with the successions that `former_body` reads."""
    succession = JSONObject(
        key=F("former_id"),
        ran_this_site=F("ran_this_site"),
        year=F("from_year"),
        day=F("from_day"),
        name=F("former__name"),
        name_en=F("former__name_en"),
        today=F("today__name"),
        today_en=F("today__name_en"),
        website=F("today__website"),
    )
    earliest = Succession.objects.order_by("from_year", "from_day", "pk")
    return rows.annotate(
        site_successions=ArraySubquery(earliest.values(succession=succession)[:MAX_ROWS])
    )


def successor_of_this_site() -> Organisation | None:
    """Return the body of today in the place of who ran this site; None where it runs it itself."""
    left = Succession.objects.filter(ran_this_site=True).select_related("today")
    newest = left.order_by("-from_year", "-pk").first()
    if newest is None or newest.today.name == site_name("vi"):
        return None
    return newest.today


def publisher_on(page: Publication, day: date | None) -> FormerBody | None:
    """Return the former body that ran this site on a day; None if it was the one of today.

    If only the year of a succession is known, return None for pages of that year.
    """
    if day is None:
        return None
    rows = [row for row in _successions(page) if row["ran_this_site"]]
    for row in rows:
        if row["day"] and date.fromisoformat(row["day"]) > day:
            return _former_body(row, day.year)
        if not row["day"] and row["year"] >= day.year:
            return _former_body(row, day.year) if row["year"] > day.year else None
    return None


def issuer_of(page: Publication, organisation: int) -> FormerBody | None:
    """Return the former body where the organisation with this key is one."""
    return next(
        (_former_body(row) for row in _successions(page) if row["key"] == organisation), None
    )


def _successions(page: Publication) -> list[SuccessionRow]:
    return vars(page).get("site_successions") or []


def _former_body(row: SuccessionRow, year: int | None = None) -> FormerBody:
    return FormerBody(
        BodyName(row["name"], row["name_en"]),
        BodyName(row["today"], row["today_en"]),
        row["website"],
        year,
    )
