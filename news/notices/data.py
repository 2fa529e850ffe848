"""Open data of notices; the files of the list page take its query."""

from datetime import datetime
from functools import partial

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.notices.filters import ORDER, NoticeFilter, Notices
from news.notices.models import Notice, last_closing
from portal.exchange.datafiles.reading import page_address, table_of
from portal.exchange.datafiles.tables import Column, Dataset, Kind
from portal.exchange.opendata.listing import FIRST, LAST, list_data, send_narrowed
from portal.exchange.opendata.sets import OpenSet
from portal.kit.origins import for_all_origins

_TITLE = _("Notices of tenders, jobs and budget")
COLUMNS = (
    *FIRST,
    Column("section", _("kind of notice"), _("Its section, in words."), value="section__name"),
    Column("number", _("number and symbol"), _("As on the paper; empty: none.")),
    Column("issued_on", _("issued on"), _("The day on it."), Kind.DATE),
    Column("closes_at", _("papers are taken until"), _("Empty: no limit."), Kind.DATE_TIME),
    Column("held_at", _("opening of bids, or examination"), _("Empty: none."), Kind.DATE_TIME),
    Column("fiscal_year", _("budget year"), _("Of budgets only."), Kind.INTEGER),
    Column(
        "result_of",
        _("tells the result of"),
        _("Address of the earlier notice."),
        Kind.ADDRESS,
        value=page_address("result_of_id"),
    ),
    *LAST,
)


@for_all_origins
def notices(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Send those that the page lists for the same query."""
    form = NoticeFilter(request.GET)
    # Asked before the rows are: an answer may be newer than it says, never older.
    closed_at = last_closing(timezone.now()) if form.active.get("tinh_trang") else None
    dataset = partial(_dataset, as_of=closed_at)
    return send_narrowed(request, form, public_notices(), dataset, extension)


def notices_data() -> Dataset:
    """Return all public notices as data."""
    return _dataset(public_notices(), "")


def public_notices() -> Notices:
    """Return all public notices."""
    return Notice.objects.public()


def _dataset(rows: Notices, chosen: str, as_of: datetime | None = None) -> Dataset:
    table = table_of("notices", _TITLE, COLUMNS, rows, *ORDER)
    return list_data("thong-bao", _TITLE, Notice, table, narrowed_by=chosen, as_of=as_of)


SETS = [
    OpenSet(
        slug="thong-bao",
        title=_TITLE,
        description=_("What the department buys, whom it looks for, its budget: with the days."),
        dataset=notices_data,
        queryset=public_notices,
        about_time="issued_on",
        files="notices:data",
    )
]
