"""The directory as data: what the page lists for the same query, all its pages in one."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from enterprises.directory.columns import ENTERPRISE
from enterprises.directory.filters import DirectoryFilter, Enterprises
from enterprises.profiles.models import Enterprise
from portal.exchange.datafiles.reading import table_of
from portal.exchange.datafiles.responses import bad_request, file_response
from portal.exchange.datafiles.tables import Dataset
from portal.exchange.opendata.listing import list_data
from portal.exchange.opendata.sets import OpenSet

ORDER = ("entry__sort_key", "entry__enterprise")
_TITLE = _("Directory of enterprises")


@require_safe
def enterprises(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Send those that the directory lists for the same query."""
    form = DirectoryFilter(request.GET)
    if form.errors:
        return bad_request(ValidationError(list(form.errors.values())))
    chosen = "; ".join(f"{each.label}: {each.value}" for each in form.chosen)
    data = _dataset(form.narrowed(Enterprise.objects.public()), chosen)
    return file_response(request, data, extension)


def directory_data() -> Dataset:
    """Return all public enterprises."""
    return _dataset(Enterprise.objects.public(), "")


def _dataset(rows: Enterprises, chosen: str) -> Dataset:
    """Return the enterprises as a data set that says what it was narrowed down by."""
    table = table_of("enterprises", _("Enterprises"), ENTERPRISE, rows, *ORDER)
    # Who is a member may change with the day.
    today = timezone.localdate()
    return list_data("doanh-nghiep", _TITLE, Enterprise, table, narrowed_by=chosen, as_of=today)


SETS = [
    OpenSet(
        slug="doanh-nghiep",
        title=_TITLE,
        description=_("Enterprises of the field with tax code, sectors, address and capabilities."),
        dataset=directory_data,
        queryset=Enterprise.objects.public,
        files="enterprises:data",
    )
]
