"""The directory as data: what the page lists for the same question, all its pages in one."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from enterprises.association.models import Membership
from enterprises.directory import columns
from enterprises.directory.filters import DirectoryFilter, Enterprises
from enterprises.profiles.models import Enterprise, Locality
from portal.exchange.datafiles.columns import NARROWED
from portal.exchange.datafiles.facts import ADDRESS, TITLE, facts_of_site
from portal.exchange.datafiles.options import ExportOptions
from portal.exchange.datafiles.reading import in_pieces, last_changed
from portal.exchange.datafiles.responses import bad_request, file_response
from portal.exchange.datafiles.tables import Cells, Dataset, Fact, Table

ORDER = ("entry__sort_key", "entry__enterprise")
READ = (
    "pk", "path", "title", "short_name", "tax_code", "licence", "address", "locality_id", "size",
    "founded_year", "capabilities", "website", "phone", "email", "is_sample", "updated_at",
    "published_at",
)  # fmt: skip


@require_safe
def enterprises(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Those that the directory lists for the same question."""
    asked = DirectoryFilter(request.GET)
    if asked.errors:
        return bad_request(ValidationError(list(asked.errors.values())))
    found = asked.narrowed(Enterprise.objects.public())
    chosen = "; ".join(f"{each.label}: {each.value}" for each in asked.chosen)
    return file_response(
        request, _dataset(found, chosen), ExportOptions.of_table(request.GET), extension
    )


def directory_data() -> Dataset:
    """All public enterprises."""
    return _dataset(Enterprise.objects.public(), "")


def _dataset(found: Enterprises, chosen: str) -> Dataset:
    """The enterprises as a data set that says what it was narrowed down by."""
    newest = Enterprise.objects.public().order_by("-updated_at", "-id")
    page = settings.SITE_URL + reverse(Enterprise.LIST_VIEW)
    facts = [Fact(TITLE, _("Directory of enterprises")), Fact(ADDRESS, page)]
    if chosen:
        facts.append(Fact(NARROWED, chosen))
    facts += facts_of_site(newest.values_list("updated_at", flat=True).first())
    table = Table("enterprises", _("Enterprises"), columns.ENTERPRISE, lambda: rows(found))
    # Who is a member may change with the day.
    return Dataset("doanh-nghiep", page, tuple(facts), (table,), true_on=timezone.localdate())


def rows(found: Enterprises) -> Iterator[Cells]:
    """The enterprises as the columns have them, by name."""
    units, today = _units(), timezone.localdate()
    for piece in in_pieces(found, *ORDER, fields=READ):
        keys = [record["pk"] for record in piece]
        sectors, since = _sectors(keys), _since(keys, today)
        for record in piece:
            unit = units.get(record["locality_id"])
            yield (
                record["pk"],
                record["title"],
                record["short_name"] or None,
                settings.SITE_URL + record["path"],
                record["tax_code"],
                record["licence"] or None,
                "; ".join(sectors[record["pk"]]) or None,
                record["address"] or None,
                unit and unit.name,
                unit and unit.of_today.name,
                record["size"] or None,
                record["founded_year"],
                record["capabilities"] or None,
                record["website"] or None,
                record["phone"] or None,
                record["email"] or None,
                since.get(record["pk"]),
                record["is_sample"],
                last_changed(record),
            )


def _units() -> dict[int, Locality]:
    """All units, each beside what took its place."""
    units = {unit.pk: unit for unit in Locality.objects.all()}
    for unit in units.values():
        unit.replaced_by = units.get(unit.replaced_by_id or 0)
    return units


def _sectors(keys: list[int]) -> dict[int, list[str]]:
    through: Any = Enterprise.sectors.through
    rows = through.objects.filter(enterprise__in=keys).order_by("sector__position", "sector__name")
    named = defaultdict(list)
    for key, name in rows.values_list("enterprise_id", "sector__name"):
        named[key].append(name)
    return named


def _since(keys: list[int], today: date) -> dict[int, date]:
    """From which day on each is a member, of those that are today."""
    rows = Membership.objects.on(today).filter(enterprise__in=keys).order_by("-joined_on")
    return dict(rows.values_list("enterprise_id", "joined_on"))
