"""The index as data: the same entries as on the page."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.exchange.datafiles.columns import ID
from portal.exchange.datafiles.facts import ADDRESS, TITLE, facts_of_site
from portal.exchange.datafiles.options import ExportOptions
from portal.exchange.datafiles.reading import local
from portal.exchange.datafiles.responses import file_response
from portal.exchange.datafiles.tables import Cells, Column, Dataset, Fact, Kind, Table
from portal.exchange.opendata.sets import OpenSet
from portal.published_index.models import IndexGroup, Medium, PublishedItem, PublishedItemQuerySet
from portal.published_index.status import IndexStatus, entries

TITLE_OF_ALL = gettext_lazy("Index of published information")
COLUMNS = (
    ID,
    Column("item", gettext_lazy("what has to be published"), gettext_lazy("As the page names it.")),
    Column("group", gettext_lazy("heading"), codes=dict(IndexGroup.choices)),
    Column("basis", gettext_lazy("legal basis"), gettext_lazy("Empty: none is written here.")),
    Column("form", gettext_lazy("form"), codes=dict(Medium.choices)),
    Column(
        "address",
        gettext_lazy("address"),
        gettext_lazy("Empty: it stands nowhere on this site yet."),
        Kind.ADDRESS,
    ),
    Column(
        "working_days",
        gettext_lazy("to be published within"),
        gettext_lazy("Of each single page. Empty: no such term."),
        Kind.WHOLE,
        unit=gettext_lazy("working days"),
    ),
    Column(
        "renewed_within",
        gettext_lazy("to be renewed within"),
        gettext_lazy("After the last change. Empty: no such term."),
        Kind.WHOLE,
        unit=gettext_lazy("days"),
    ),
    Column("changed_at", gettext_lazy("last changed"), kind=Kind.MOMENT),
    Column("standing", gettext_lazy("state"), codes=dict(IndexStatus.choices)),
    Column("overdue", gettext_lazy("pages past their day"), kind=Kind.WHOLE),
)


@require_safe
def index_file(request: HttpRequest, extension: str) -> HttpResponseBase:
    """The whole index."""
    return file_response(request, whole(), ExportOptions.of_table(request.GET), extension)


def whole() -> Dataset:
    """All items as data."""
    page = settings.SITE_URL + reverse("published_index:index")
    found = PublishedItem.objects.with_changes().in_order()
    # Kept by the staff at any time; what an entry says changes with the day.
    facts = (Fact(TITLE, _("Index of published information")), Fact(ADDRESS, page))
    table = Table("items", TITLE_OF_ALL, COLUMNS, lambda: rows(found))
    told = (*facts, *facts_of_site(None))
    return Dataset("cong-khai", page, told, (table,), true_on=timezone.localdate())


def all_items() -> PublishedItemQuerySet:
    """Every item; all of them are public."""
    return PublishedItem.objects.with_changes()


def rows(found: Iterable[Any]) -> Iterator[Cells]:
    """Items that came with their changes, as cells."""
    for entry in entries(found):
        item = entry.item
        yield (
            item.pk,
            item.name,
            item.group,
            item.basis or None,
            item.form,
            settings.SITE_URL + entry.path if entry.path else None,
            item.obligation.working_days if item.obligation else None,
            item.renewed_within,
            local(entry.changed_at) if entry.changed_at else None,
            str(entry.status.value),
            entry.overdue,
        )


SETS = [
    OpenSet(
        slug="cong-khai",
        title=TITLE_OF_ALL,
        description=gettext_lazy(
            "What has to be published, where it stands, and whether it is late."
        ),
        whole=whole,
        found=all_items,
        cells=rows,
        files="published_index:data",
    ),
]
