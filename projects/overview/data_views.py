"""The data files of plans, projects, promises, programmes and indicators."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from portal.exchange.datafiles.options import ExportOptions
from portal.exchange.datafiles.responses import bad_request, file_response, redirect_moved
from portal.publishing.models import heavy_columns
from projects.indicators.data import indicator_data
from projects.indicators.models import Indicator
from projects.overview.plan_data import plan_data
from projects.plans.models import MasterPlan
from projects.promises.data import promises_data, tasks_data
from projects.promises.filters import PromiseFilter, public_promises
from projects.work.data import projects_data
from projects.work.models import AnnualPlan


@require_safe
def indicator(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    found = (
        Indicator.objects.public().with_first_step().filter(path=Indicator.path_of(slug)).first()
    )
    if found is None:
        return redirect_moved(request, Indicator, slug, extension)
    try:
        wanted = ExportOptions.of_figures(request.GET)
    except ValidationError as error:
        return bad_request(error)
    return file_response(request, indicator_data(found, wanted), wanted, extension)


@require_safe
def plan(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    found = (
        MasterPlan.objects.public()
        .select_related("evidence", "issuer", "amends", "replaces")
        .defer(*heavy_columns("evidence", "amends", "replaces"))
        .filter(path=MasterPlan.path_of(slug))
        .first()
    )
    if found is None:
        return redirect_moved(request, MasterPlan, slug, extension)
    return file_response(request, plan_data(found), ExportOptions.of_table(request.GET), extension)


@require_safe
def projects(request: HttpRequest, extension: str) -> HttpResponseBase:
    return file_response(request, projects_data(), ExportOptions.of_table(request.GET), extension)


@require_safe
def promises(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Those that the page shows for the same question, all its pages in one."""
    asked = PromiseFilter(request.GET or None)
    if asked.errors:
        return bad_request(ValidationError(list(asked.errors.values())))
    found = asked.of_standing(asked.narrowed(public_promises()))
    wanted = ExportOptions.of_table(request.GET)
    return file_response(request, promises_data(found, asked.given()), wanted, extension)


@require_safe
def programme(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    found = AnnualPlan.objects.public().filter(path=AnnualPlan.path_of(slug)).first()
    if found is None:
        return redirect_moved(request, AnnualPlan, slug, extension)
    return file_response(request, tasks_data(found), ExportOptions.of_table(request.GET), extension)
