"""What lists of pages have in common as data: columns, and the facts of the whole list."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles import facts
from portal.exchange.datafiles.responses import bad_request, file_response
from portal.exchange.datafiles.tables import (
    ID,
    SAMPLE,
    Column,
    Computed,
    Dataset,
    Fact,
    Kind,
    Table,
    Words,
)
from portal.kit.filters import ListFilter
from portal.kit.postgres.pieces import in_pieces
from portal.publishing.archive import last_changes
from portal.publishing.models import Publication

# Of pages whose data are written one after another.
_AT_A_TIME: Final = 20

CHANGED = Column(
    facts.CHANGED.name,
    facts.CHANGED.label,
    _("When its page last changed."),
    Kind.DATE_TIME,
    value=Computed(max, ("updated_at", "published_at")),
)
# The first and the last columns of a list of pages; what a kind has of its own stands between.
FIRST = (
    ID,
    Column("title", _("title"), _("As the page is called.")),
    Column("address", _("address"), _("Of its page."), Kind.ADDRESS, value="path"),
    Column("summary", _("summary"), _("May be empty; the full text is on the page.")),
)
LAST = (
    SAMPLE,
    Column("published_at", _("publication time"), _("When readers first saw it."), Kind.DATE_TIME),
    CHANGED,
)


def list_data(
    name: str,
    title: Words,
    model: type[Publication],
    *tables: Table,
    narrowed_by: str = "",
    as_of: date | None = None,
) -> Dataset:
    """Return the public pages of a kind, or some of them, with whatever tables go with them."""
    page = settings.SITE_URL + reverse(model.LIST_VIEW)
    changed = last_changes(model.KIND).get(model.KIND)
    of_list = [Fact(facts.TITLE, str(title)), Fact(facts.ADDRESS, page)]
    if narrowed_by:
        of_list.append(Fact(facts.NARROWED, narrowed_by))
    return Dataset(name, page, (*of_list, *facts.facts_of_site(changed)), tables, as_of)


def data_of_each[Page: Publication](
    pages: QuerySet[Page], data: Callable[[Page], Dataset]
) -> Iterator[Dataset]:
    """Yield the data of each page of a list, the newest first, few of which are held at a time."""
    yield from map(data, in_pieces(pages, size=_AT_A_TIME, newest_first=True))


def refuse_unknown(form: ListFilter[Any]) -> HttpResponse | None:
    """Return what is wrong with the conditions of a file, in words; None where nothing is."""
    if not form.errors:
        return None
    return bad_request(ValidationError([text for each in form.errors.values() for text in each]))


def send_narrowed[Rows: QuerySet[Any, Any]](
    request: HttpRequest,
    form: ListFilter[Rows],
    rows: Rows,
    dataset: Callable[[Rows, str], Dataset],
    extension: str,
) -> HttpResponseBase:
    """Send what a list page shows for the same query; `dataset` is told what narrows it, in words.

    A value that the page passes over is refused here: a file is read by nobody who would see it.
    """
    if (refusal := refuse_unknown(form)) is not None:
        return refusal
    chosen = "; ".join(f"{each.label}: {each.value}" for each in form.chosen)
    return file_response(request, dataset(form.narrowed(rows), chosen), extension)
