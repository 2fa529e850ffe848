"""Support of enterprises as data: the calls with their conditions, and who was granted what."""

from dataclasses import replace
from typing import Final

from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles.reading import page_address, page_title, table_of
from portal.exchange.datafiles.tables import ID, Column, Kind, Table
from portal.kit.samples import sample_rule
from projects.work.columns import PROJECT_ID, PROJECT_TITLE, SAMPLE_PROJECT, sample_of
from projects.work.models import Application, ApplicationOutcome, Project, SupportCall

CALL: Final = (
    ID,
    PROJECT_ID,
    PROJECT_TITLE,
    Column("support", _("support"), _("What an enterprise gets, in a few words."), value="title"),
    Column("conditions", _("conditions"), _("Who may ask for it.")),
    Column("papers", _("papers"), _("What to hand in, one a line.")),
    Column("opens_on", _("open from"), _("The first day to ask for it."), Kind.DATE),
    Column("closes_on", _("open until"), _("The last day to ask for it."), Kind.DATE),
    SAMPLE_PROJECT,
)
GRANTED: Final = (
    ID,
    replace(PROJECT_ID, value="call__project_id"),
    replace(PROJECT_TITLE, value="call__project__title"),
    Column("call_id", _("number of the call"), _("“id” of the call for support."), Kind.INTEGER),
    Column(
        "support",
        _("support"),
        _("What an enterprise gets, in a few words."),
        value="call__title",
    ),
    Column("year", _("year"), _("In which it was granted."), Kind.INTEGER),
    Column(
        "enterprise",
        _("enterprise"),
        _("Empty while its page is not public."),
        value=page_title("enterprise_id"),
    ),
    Column(
        "enterprise_address",
        _("address of the enterprise"),
        _("Of its page."),
        Kind.ADDRESS,
        value=page_address("enterprise_id"),
    ),
    sample_of("call__project__is_sample", "enterprise__is_sample"),
)


def support_tables(projects: QuerySet[Project]) -> tuple[Table, Table]:
    """Return the calls of the projects, also closed ones, and the support that was granted."""
    of_projects = projects.order_by().values("pk")
    calls = SupportCall.objects.filter(project__in=of_projects)
    granted = Application.objects.filter(
        sample_rule("enterprise__"),
        call__project__in=of_projects,
        outcome=ApplicationOutcome.GRANTED,
    ).annotate(year=ExtractYear("decided_on"))
    return (
        table_of("support_calls", _("Calls for support"), CALL, calls, "project_id", "id"),
        table_of(
            "support_granted",
            _("Supported enterprises"),
            GRANTED,
            granted,
            "call__project_id",
            "id",
        ),
    )
