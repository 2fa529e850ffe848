"""The index as data: the same entries as on the page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.exchange.datafiles.facts import ADDRESS, TITLE, facts_of_site
from portal.exchange.datafiles.reading import cells_of, records_of
from portal.exchange.datafiles.responses import file_response
from portal.exchange.datafiles.tables import ID, Cells, Column, Dataset, Fact, Kind, Table
from portal.exchange.opendata.sets import OpenSet
from portal.kit.origins import for_all_origins
from portal.published_index.models import IndexGroup, Medium, PublishedItem, PublishedItemQuerySet
from portal.published_index.status import IndexStatus, entries

TITLE_OF_ALL = gettext_lazy("Index of published information")
# Values are read from lines, each of which has its item.
COLUMNS = (
    replace(ID, value="item__pk"),
    Column(
        "item",
        gettext_lazy("what has to be published"),
        gettext_lazy("As the page names it."),
        value="item__name",
    ),
    Column("group", gettext_lazy("heading"), codes=dict(IndexGroup.choices), value="item__group"),
    Column(
        "basis",
        gettext_lazy("legal basis"),
        gettext_lazy("Empty: none is written here."),
        value="item__basis",
    ),
    Column("form", gettext_lazy("form"), codes=dict(Medium.choices), value="item__form"),
    Column(
        "address",
        gettext_lazy("address"),
        gettext_lazy("Empty: it stands nowhere on this site yet."),
        Kind.ADDRESS,
        value="path",
    ),
    Column(
        "working_days",
        gettext_lazy("to be published within"),
        gettext_lazy("Of each single page. Empty: no such term."),
        Kind.INTEGER,
        unit=gettext_lazy("working days"),
        value="item__obligation__working_days",
    ),
    Column(
        "renewed_within",
        gettext_lazy("to be renewed within"),
        gettext_lazy("After the last change. Empty: no such term."),
        Kind.INTEGER,
        unit=gettext_lazy("days"),
        value="item__renewed_within",
    ),
    Column("changed_at", gettext_lazy("last changed"), kind=Kind.DATE_TIME),
    Column("status", gettext_lazy("state"), codes=dict(IndexStatus.choices), value="status__value"),
    Column("overdue", gettext_lazy("pages past their day"), kind=Kind.INTEGER),
)


@for_all_origins
def index_file(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Send the whole index."""
    return file_response(request, index_data(), extension)


def index_data() -> Dataset:
    """Return all items as data."""
    page = settings.SITE_URL + reverse("published_index:index")
    items = all_items().in_order()
    title = _("Index of published information")
    facts = (Fact(TITLE, title), Fact(ADDRESS, page), *facts_of_site(None))
    table = Table("items", TITLE_OF_ALL, COLUMNS, lambda: item_rows(items))
    # Kept by the staff at any time; what a line says changes with the day.
    return Dataset("cong-khai", page, facts, (table,), as_of=timezone.localdate())


def all_items() -> PublishedItemQuerySet:
    """Return every item; all of them are public."""
    return PublishedItem.objects.with_changes()


def item_rows(items: Iterable[PublishedItem]) -> Iterator[Cells]:
    """Yield the cells of items that came with their changes."""
    return cells_of(records_of(entries(items), COLUMNS), COLUMNS)


SETS = [
    OpenSet(
        slug="cong-khai",
        title=TITLE_OF_ALL,
        description=gettext_lazy(
            "What has to be published, where it stands, and whether it is late."
        ),
        dataset=index_data,
        queryset=all_items,
        rows=item_rows,
        files="published_index:data",
    )
]
