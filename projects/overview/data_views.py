"""The data files of plans, projects, promises, programmes and indicators."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from portal.exchange.datafiles.answering import answered, moved, refused
from portal.exchange.datafiles.wanted import Wanted
from projects.indicators.data import indicator_data
from projects.indicators.models import Indicator
from projects.kit.evidence import UNSEEN_OF_A_SOURCE
from projects.overview.plan_data import plan_data
from projects.plans.models import MasterPlan
from projects.promises.data import promises_data, tasks_data
from projects.promises.filters import PromiseFilter, public_promises
from projects.work.data import projects_data
from projects.work.models import AnnualPlan

UNSEEN_OF_PLANS = tuple(
    f"{other}__{field}"
    for other in ("amends", "replaces")
    for field in ("body", "summary", "search_vector")
)


@require_safe
def indicator(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    found = (
        Indicator.objects.public().with_first_step().filter(path=Indicator.path_of(slug)).first()
    )
    if found is None:
        return moved(request, Indicator, slug, extension)
    try:
        wanted = Wanted.of_figures(request.GET)
    except ValidationError as error:
        return refused(error)
    return answered(request, indicator_data(found, wanted), wanted, extension)


@require_safe
def plan(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    found = (
        MasterPlan.objects.public()
        .select_related("evidence", "issuer", "amends", "replaces")
        .defer(*UNSEEN_OF_A_SOURCE, *UNSEEN_OF_PLANS)
        .filter(path=MasterPlan.path_of(slug))
        .first()
    )
    if found is None:
        return moved(request, MasterPlan, slug, extension)
    return answered(request, plan_data(found), Wanted.of_table(request.GET), extension)


@require_safe
def projects(request: HttpRequest, extension: str) -> HttpResponseBase:
    return answered(request, projects_data(), Wanted.of_table(request.GET), extension)


@require_safe
def promises(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Those that the page shows for the same question, all its pages in one."""
    asked = PromiseFilter(request.GET or None)
    if asked.errors:
        return refused(ValidationError(list(asked.errors.values())))
    found = asked.of_standing(asked.narrowed(public_promises()))
    wanted = Wanted.of_table(request.GET)
    return answered(request, promises_data(found, asked.given()), wanted, extension)


@require_safe
def programme(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    found = AnnualPlan.objects.public().filter(path=AnnualPlan.path_of(slug)).first()
    if found is None:
        return moved(request, AnnualPlan, slug, extension)
    return answered(request, tasks_data(found), Wanted.of_table(request.GET), extension)
