"""What lists of pages have in common as data: columns, and the facts of the whole list."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles import facts
from portal.exchange.datafiles.columns import ID, SAMPLE
from portal.exchange.datafiles.reading import Record, last_changed, local
from portal.exchange.datafiles.tables import Cells, Column, Dataset, Fact, Kind, Table, Words
from portal.publishing.models import Publication

# The first and the last columns of a list of pages; what a kind has of its own stands between.
FIRST = (
    ID,
    Column("title", _("title"), _("As the page is called.")),
    Column("address", _("address"), _("Of its page."), Kind.ADDRESS),
    Column("summary", _("summary"), _("May be empty; the full text is on the page.")),
)
LAST = (
    SAMPLE,
    Column("published_at", _("published"), _("When readers first saw it."), Kind.MOMENT),
    Column(facts.CHANGED.name, facts.CHANGED.label, _("When its page last changed."), Kind.MOMENT),
)
READ = ("pk", "title", "path", "summary", "is_sample", "published_at", "updated_at")


def first_cells(record: Record) -> Cells:
    """The cells of FIRST, of a record that has READ."""
    address = settings.SITE_URL + record["path"]
    return (record["pk"], record["title"], address, record["summary"] or None)


def last_cells(record: Record) -> Cells:
    """The cells of LAST, of a record that has READ."""
    return (record["is_sample"], local(record["published_at"]), last_changed(record))


def list_data(
    name: str, title: Words, model: type[Publication], table: Table, *more: Table
) -> Dataset:
    """All public pages of a kind as data, with whatever tables go with them."""
    page = settings.SITE_URL + reverse(model.LIST_VIEW)
    newest = model._default_manager.public().order_by("-updated_at", "-id")
    changed = newest.values_list("updated_at", flat=True).first()
    told = (Fact(facts.TITLE, str(title)), Fact(facts.ADDRESS, page))
    return Dataset(name, page, told + facts.facts_of_site(changed), (table, *more))
