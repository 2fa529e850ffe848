"""The directory as data: a file of each list, and the open data set."""

from collections import defaultdict
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.association.models import Membership
from enterprises.directory.filters import DirectoryFilter, Enterprises
from enterprises.freshness.models import Confirmation
from enterprises.freshness.services import is_stale
from enterprises.profiles.models import Enterprise, EnterpriseSize, Locality
from enterprises.profiles.units import linked
from portal.exchange.datafiles.reading import table_of
from portal.exchange.datafiles.tables import ID, SAMPLE, Column, Dataset, Kind, Related
from portal.exchange.opendata.listing import CHANGED, list_data, send_narrowed
from portal.exchange.opendata.sets import OpenSet
from portal.kit.origins import for_all_origins
from portal.kit.text.sorting import sort_key

ORDER = ("entry__sort_key", "entry__enterprise")
_TITLE = _("Directory of enterprises")


def sectors(enterprises: set[int]) -> dict[int, list[str]]:
    """Return the names of the sectors of each enterprise in their order."""
    through: Any = Enterprise.sectors.through
    rows = through.objects.filter(enterprise__in=enterprises)
    names: dict[int, list[str]] = defaultdict(list)
    of_each = rows.values_list("enterprise_id", "sector__name", "sector__position")
    for key, name, _position in sorted(of_each, key=lambda row: (row[2], sort_key(row[1]))):
        names[key].append(name)
    return names


def units(_keys: set[int]) -> dict[int, Locality]:
    """Return all units, each with what took its place."""
    return linked(Locality.objects.all())


def joined_on(enterprises: set[int]) -> dict[int, date]:
    """Return from which day on each is a member, of those that are today."""
    rows = Membership.objects.on(timezone.localdate()).filter(enterprise__in=enterprises)
    return dict(rows.order_by("-joined_on").values_list("enterprise_id", "joined_on"))


def confirmations(enterprises: set[int]) -> dict[int, Confirmation]:
    """Return the last confirmation of each enterprise."""
    rows = Confirmation.objects.current().filter(enterprise__in=enterprises)
    return {row.enterprise_id: row for row in rows}


def confirmed_on(last: Confirmation) -> datetime | None:
    """Return when somebody last said that the profile is right; None where nobody has."""
    return last.at if last.is_explicit else None


ENTERPRISE = (
    ID,
    Column("name", _("name"), _("In full, as the page is called."), value="title"),
    Column("short_name", _("short name"), _("The abbreviation that people know it by.")),
    Column("address", _("address"), _("Of its page."), Kind.ADDRESS, value="path"),
    Column("tax_code", _("tax code"), _("10 digits; of a branch “-” and 3 more.")),
    Column("licence", _("business licence"), _("Number, day and issuer, as written.")),
    Column(
        "sectors",
        _("sectors"),
        _("All that it works in, divided by “; ”."),
        value=Related("pk", sectors, "; ".join),
    ),
    Column("head_office", _("address of the head office"), _("As written."), value="address"),
    Column(
        "locality",
        _("locality"),
        _("The administrative unit that it was entered under."),
        value=Related("locality_id", units, attrgetter("name")),
    ),
    Column(
        "locality_today",
        _("locality of today"),
        _("What took the place of that unit; the same where it still exists."),
        value=Related("locality_id", units, attrgetter("of_today.name")),
    ),
    Column(
        "size",
        _("size of the enterprise"),
        _("By the number of people who work there."),
        codes=dict(EnterpriseSize.choices),
    ),
    Column("founded_year", _("founded in"), _("The year; empty: not known."), Kind.INTEGER),
    Column("capabilities", _("capabilities"), _("One thing a line.")),
    Column("website", _("website"), _("As the enterprise names it.")),
    Column("phone", _("telephone"), _("As written.")),
    Column("email", _("public e-mail"), _("Empty: none is public.")),
    Column(
        "member_since",
        _("member of the association since"),
        _("Of the informatics association; empty: it is no member today."),
        Kind.DATE,
        value=Related("pk", joined_on),
    ),
    Column(
        "confirmed_on",
        _("last confirmed on"),
        _("Empty: nobody has said so since the profile was published."),
        Kind.DATE,
        value=Related("pk", confirmations, confirmed_on),
    ),
    Column(
        "may_be_old",
        _("may be out of date"),
        _("Long not confirmed: ask the enterprise before you rely on the row."),
        Kind.BOOLEAN,
        value=Related("pk", confirmations, is_stale),
    ),
    SAMPLE,
    CHANGED,
)


@for_all_origins
def enterprises(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Send those that the directory lists for the same query."""
    rows = Enterprise.objects.public()
    return send_narrowed(request, DirectoryFilter(request.GET), rows, _dataset, extension)


def directory_data() -> Dataset:
    """Return all public enterprises."""
    return _dataset(Enterprise.objects.public(), "")


def _dataset(rows: Enterprises, chosen: str) -> Dataset:
    """Return the enterprises as a data set that says what it was narrowed down by."""
    table = table_of("enterprises", _("Enterprises"), ENTERPRISE, rows, *ORDER)
    # Who is a member may change with the day, and what is old, too.
    today = timezone.localdate()
    return list_data("doanh-nghiep", _TITLE, Enterprise, table, narrowed_by=chosen, as_of=today)


SETS = [
    OpenSet(
        slug="doanh-nghiep",
        version="1.1",
        title=_TITLE,
        description=_("Enterprises of the field with tax code, sectors, address and capabilities."),
        dataset=directory_data,
        queryset=Enterprise.objects.public,
        files="enterprises:data",
    )
]
