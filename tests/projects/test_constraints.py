"""What the database refuses of plans, projects and figures, whoever writes it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.expressions import RawSQL

from portal.publishing.dry_run import allow_live_writes
from projects.indicators.models import Indicator, Observation, Target
from projects.plans.models import MasterPlan
from projects.promises.models import Promise
from projects.work.models import Project, Task
from tests import builders as site
from tests.projects import builders

pytestmark = pytest.mark.django_db


def refused(model, pk, **fields) -> str:
    """The name of the constraint that refuses the fields for the row."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic(), allow_live_writes():
        model._base_manager.filter(pk=pk).update(**fields)
    return caught.value.__cause__.diag.constraint_name


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"quote": "sẽ triển khai"}, "plans_masterplan_quote_has_a_source"),
        ({"horizon": 1899}, "plans_masterplan_horizon_is_a_year"),
        ({"orientation": 2010}, "plans_masterplan_looks_beyond_its_horizon"),
        ({"orientation": 2201}, "plans_masterplan_looks_beyond_its_horizon"),
    ],
)
def test_a_plan_is_refused(fields, constraint):
    assert refused(MasterPlan, builders.plan().pk, **fields) == constraint


def test_a_plan_may_have_no_orientation():
    assert builders.plan(orientation=None).orientation is None


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"quote": "sẽ triển khai"}, "work_project_quote_has_a_source"),
        ({"stage": "late"}, "work_project_stage_is_known"),
        ({"nature": "dream"}, "work_project_nature_is_known"),
    ],
)
def test_a_project_is_refused(fields, constraint):
    assert refused(Project, builders.project().pk, **fields) == constraint


def test_nothing_is_its_own_source():
    plan, project = builders.plan(), builders.project()
    assert (
        refused(MasterPlan, plan.pk, evidence=plan.pk) == "plans_masterplan_is_not_its_own_source"
    )
    assert refused(Project, project.pk, evidence=project.pk) == "work_project_is_not_its_own_source"


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"unit": ""}, "indicators_indicator_has_a_unit"),
        ({"period_kind": "week"}, "indicators_indicator_period_kind_is_known"),
    ],
)
def test_an_indicator_is_refused(fields, constraint):
    assert refused(Indicator, builders.indicator().pk, **fields) == constraint


def test_one_indicator_stands_on_the_home_page():
    builders.indicator(is_headline=True)
    second = builders.indicator("Thuê bao Internet")
    assert refused(Indicator, second.pk, is_headline=True) == "projects_one_headline_indicator"


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"year": 1899}, "indicators_target_year_is_a_year"),
        ({"value": Decimal(10) ** 15}, "indicators_target_value_is_a_number"),
        ({"value": RawSQL("'-Infinity'::numeric", ())}, "indicators_target_value_is_a_number"),
        ({"value": RawSQL("'NaN'::numeric", ())}, "indicators_target_value_is_a_number"),
        ({"upper": Decimal(35)}, "indicators_target_range_goes_up"),
        ({"upper": RawSQL("'NaN'::numeric", ())}, "indicators_target_range_goes_up"),
    ],
)
def test_a_target_is_refused(report, fields, constraint):
    target = builders.target(builders.indicator(), report)
    assert refused(Target, target.pk, **fields) == constraint


def test_a_year_has_one_target(report):
    density = builders.indicator()
    builders.target(density, report, 2007)
    second = builders.target(density, report, 2008)
    assert refused(Target, second.pk, year=2007) == "projects_one_target_per_indicator_and_year"


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"ends_on": date(2006, 12, 31)}, "indicators_observation_ends_after_it_starts"),
        ({"starts_on": date(1899, 12, 31)}, "indicators_observation_is_in_our_time"),
        ({"ends_on": date(2201, 1, 1)}, "indicators_observation_is_in_our_time"),
        ({"value": RawSQL("'NaN'::numeric", ())}, "indicators_observation_value_is_a_number"),
        ({"state": "guessed"}, "indicators_observation_state_is_known"),
    ],
)
def test_an_observation_is_refused(report, fields, constraint):
    observation = builders.observation(builders.indicator(), report)
    assert refused(Observation, observation.pk, **fields) == constraint


def test_a_series_and_its_figures_are_of_one_indicator(report):
    other = builders.main_series(builders.indicator("Chỉ tiêu khác"))
    density = builders.indicator()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="series_is_of_its_indicator"):
        builders.observation(density, report, series=other)


def test_live_figures_have_no_side_door(report):
    observation = builders.observation(builders.indicator(), report)
    with pytest.raises(IntegrityError, match="change_through_a_change_set"), transaction.atomic():
        Observation.objects.filter(pk=observation.pk).update(value=1)
    with pytest.raises(IntegrityError, match="change_through_a_change_set"), transaction.atomic():
        observation.delete()


def test_a_period_has_one_figure(report):
    density = builders.indicator()
    builders.observation(density, report, 2007)
    second = builders.observation(density, report, 2008)
    assert (
        refused(Observation, second.pk, starts_on=date(2007, 1, 1), ends_on=date(2007, 12, 31))
        == "indicators_observation_one_holds_per_series_and_period"
    )


@pytest.mark.parametrize("model", [Target, Observation])
def test_a_figure_has_a_source(report, model):
    density = builders.indicator()
    builders.target(density, report)
    builders.observation(density, report)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(evidence=None)


@pytest.mark.parametrize(
    "written", ["9.3", "28.7", "16.82", "23.7", "40.51", "35", "35.0", "212", "0.000001"]
)
def test_a_figure_keeps_just_its_digits(report, written):
    observation = builders.observation(builders.indicator(), report, value=written)
    observation.refresh_from_db()
    assert str(observation.value) == written


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"quote": ""}, "promises_promise_has_words"),
        ({"kind": "dream"}, "promises_promise_kind_is_known"),
        ({"state": "late"}, "promises_promise_state_is_known"),
        ({"state": "done"}, "promises_promise_state_is_proved"),
        ({"done_on": date(2007, 7, 2)}, "promises_promise_done_on_means_done"),
    ],
)
def test_a_promise_is_refused(report, fields, constraint):
    if fields.get("state") == "late":
        fields = fields | {"proof": site.article("Tin")}
    assert refused(Promise, builders.promise(article=report).pk, **fields) == constraint


def test_a_page_does_not_prove_what_it_promises(report):
    promise = builders.promise(article=report)
    refusal = refused(Promise, promise.pk, proof=report)
    assert refusal == "promises_promise_does_not_prove_itself"


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"title": ""}, "work_task_has_a_title"),
        ({"state": "late"}, "work_task_state_is_known"),
        ({"quote": "lời"}, "work_task_quote_has_a_source"),
        ({"done_on": date(2007, 7, 2)}, "work_task_done_on_means_done"),
    ],
)
def test_a_task_is_refused(fields, constraint):
    assert refused(Task, builders.task(builders.programme()).pk, **fields) == constraint
