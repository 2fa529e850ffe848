"""Open data of procedures; the files of the list page take its query."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from news.procedures.filters import ProcedureFilter, Procedures
from news.procedures.models import OnlineLevel, Procedure
from portal.exchange.datafiles.reading import table_of
from portal.exchange.datafiles.tables import Column, Dataset, Kind
from portal.exchange.opendata.listing import FIRST, LAST, list_data, send_narrowed
from portal.exchange.opendata.sets import OpenSet
from portal.kit.origins import for_all_origins

_TITLE = _("Administrative procedures")
COLUMNS = (
    *FIRST,
    Column("code", _("code of the procedure"), _("Of the national database; empty: not known.")),
    Column("field", _("field"), _("Its section, in words."), value="section__name"),
    Column("online", _("online"), _("How to apply."), codes=dict(OnlineLevel.choices)),
    Column("applicants", _("who may apply"), _("May be empty.")),
    Column("place", _("where to apply"), _("May be empty.")),
    Column("outcome", _("what one gets"), _("May be empty.")),
    Column("days", _("working days"), _("May be empty."), Kind.INTEGER),
    Column("days_note", _("on the time"), _("Where the days differ by case, in a sentence.")),
    Column("fee", _("fee"), _("In words; empty: not known.")),
    Column("decision", _("announced by"), _("May be empty.")),
    Column("national_url", _("address at the national service"), _("Empty: none.")),
    *LAST,
)


@for_all_origins
def procedures(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Send those that the page lists for the same query."""
    return send_narrowed(
        request, ProcedureFilter(request.GET), public_procedures(), _dataset, extension
    )


def procedures_data() -> Dataset:
    """Return all public procedures as data."""
    return _dataset(public_procedures(), "")


def public_procedures() -> Procedures:
    """Return all public procedures."""
    return Procedure.objects.public()


def _dataset(rows: Procedures, chosen: str) -> Dataset:
    table = table_of("procedures", _TITLE, COLUMNS, rows, "sort_key", "pk")
    return list_data("thu-tuc", _TITLE, Procedure, table, narrowed_by=chosen)


SETS = [
    OpenSet(
        slug="thu-tuc",
        version="1.1",
        title=_TITLE,
        description=_("Papers, place, days and fee of each procedure, with its code."),
        dataset=procedures_data,
        queryset=public_procedures,
        about_time="published_at",
        files="procedures:data",
    )
]
