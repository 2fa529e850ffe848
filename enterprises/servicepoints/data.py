"""Open data of the service points: the figures of the map, point by point."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.servicepoints.models import PointKind, ServicePoint, shown_points
from portal.exchange.datafiles.facts import ADDRESS, TITLE, facts_of_site
from portal.exchange.datafiles.reading import table_of
from portal.exchange.datafiles.responses import file_response
from portal.exchange.datafiles.tables import ID, SAMPLE, Column, Dataset, Fact
from portal.exchange.opendata.sets import OpenSet
from portal.kit.origins import for_all_origins

NAME = _("Service points")
COLUMNS = (
    ID,
    Column("name", _("name"), _("As it stands above its door.")),
    Column("kind", _("kind"), _("What people find there."), codes=dict(PointKind.choices)),
    Column(
        "locality", _("locality"), _("The commune or ward it stands in."), value="locality__name"
    ),
    Column("address", _("address"), _("Within the commune; may be empty.")),
    Column("hours", _("opening hours"), _("In words; may be empty.")),
    SAMPLE,
)


@for_all_origins
def points(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Send all points that readers see."""
    return file_response(request, points_data(), extension)


def points_data() -> Dataset:
    """Return the points that readers see."""
    page = settings.SITE_URL + reverse("enterprises:service_points")
    facts = (Fact(TITLE, str(NAME)), Fact(ADDRESS, page), *facts_of_site(None))
    table = table_of("points", NAME, COLUMNS, public_points(), "id")
    # The staff keeps them at any time, and nothing says when a row was changed.
    return Dataset("diem-phuc-vu", page, facts, (table,), as_of=timezone.localdate())


def public_points() -> QuerySet[ServicePoint]:
    """Return the points that readers see."""
    return shown_points()


SETS = [
    OpenSet(
        slug="diem-phuc-vu",
        title=NAME,
        description=_(
            "Post offices, public access points and Wi-Fi, by commune, with their hours."
        ),
        dataset=points_data,
        queryset=public_points,
        files="enterprises:service_point_data",
    )
]
