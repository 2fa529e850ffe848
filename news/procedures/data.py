"""Open data of procedures; the files of the list page take its query."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from news.procedures.filters import ProcedureFilter, Procedures
from news.procedures.models import OnlineLevel, Procedure, ProcedurePaper, ProcedureStep
from portal.exchange.datafiles.reading import table_of
from portal.exchange.datafiles.tables import ID, Column, Dataset, Kind
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
    Column("basis", _("legal basis"), _("Laws, decrees, circulars: one a line.")),
    Column("national_url", _("address at the national service"), _("Empty: none.")),
    *LAST,
)
_PROCEDURE_ID = Column(
    "procedure_id", _("number of the procedure"), _("“id” of the procedure."), Kind.INTEGER
)
PAPERS = (
    ID,
    _PROCEDURE_ID,
    Column("name", _("paper"), _("As the form or the law calls it.")),
    Column("originals", _("originals"), _("How many originals; 0: none."), Kind.INTEGER),
    Column("copies", _("copies"), _("How many copies; 0: none."), Kind.INTEGER),
    Column("note", _("note"), _("When it is needed, or which form to use.")),
)
STEPS = (
    ID,
    _PROCEDURE_ID,
    Column("text", _("what is done"), _("In a sentence or two, for who applies.")),
    Column("actor", _("by whom"), _("Who applies, the counter, or a unit of the department.")),
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
    theirs = {"procedure__in": rows.order_by().values("pk")}
    papers, steps = ProcedurePaper.objects.filter(**theirs), ProcedureStep.objects.filter(**theirs)
    order = ("procedure_id", "position", "id")
    tables = (
        table_of("procedures", _TITLE, COLUMNS, rows, "sort_key", "pk"),
        table_of("papers", _("papers to hand in"), PAPERS, papers, *order),
        table_of("steps", _("steps of the procedure"), STEPS, steps, *order),
    )
    return list_data("thu-tuc", _TITLE, Procedure, *tables, narrowed_by=chosen)


SETS = [
    OpenSet(
        slug="thu-tuc",
        version="1.2",
        title=_TITLE,
        description=_("Papers, steps, place, days and fee of each procedure, with its code."),
        dataset=procedures_data,
        queryset=public_procedures,
        about_time="published_at",
        files="procedures:data",
    )
]
