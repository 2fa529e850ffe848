"""The open data of plans, projects, programmes, promises and indicators."""

from django.utils.translation import gettext_lazy as _

from portal.exchange.opendata.sets import OpenSet
from projects.indicators.models import Indicator
from projects.overview.lists import (
    indicator_rows,
    indicators_data,
    indicators_one_by_one,
    plan_rows,
    plans_data,
    plans_one_by_one,
    programme_rows,
    programmes_data,
    programmes_one_by_one,
)
from projects.plans.models import MasterPlan
from projects.promises.data import promise_rows, promises_data
from projects.promises.filters import public_promises
from projects.work.data import project_rows, projects_data
from projects.work.models import AnnualPlan, Project

SETS = [
    OpenSet(
        slug="quy-hoach",
        title=_("Master plans"),
        description=_("Plans for many years; each has its projects, goals and targets beside it."),
        whole=plans_data,
        found=MasterPlan.objects.public,
        cells=plan_rows,
        members=plans_one_by_one,
    ),
    OpenSet(
        slug="du-an",
        title=_("Projects and programmes"),
        description=_("Projects with milestones, budget, progress and who takes part."),
        whole=projects_data,
        found=Project.objects.public,
        cells=project_rows,
        files="projects:project_data",
    ),
    OpenSet(
        slug="chuong-trinh",
        title=_("Programmes of work"),
        description=_("The programme of each year, with the tasks and their states of today."),
        whole=programmes_data,
        found=AnnualPlan.objects.public,
        cells=programme_rows,
        about_time="year",
        members=programmes_one_by_one,
    ),
    OpenSet(
        slug="cam-ket",
        title=_("Tasks and promises"),
        description=_("What was promised, word for word, by when, and what came of it."),
        whole=lambda: promises_data(public_promises(), {}),
        found=public_promises,
        cells=promise_rows,
        about_time="said_on",
        files="projects:promise_data",
    ),
    OpenSet(
        slug="chi-tieu",
        title=_("Indicators"),
        description=_("What is counted and how; each has its figures and targets beside it."),
        whole=indicators_data,
        found=Indicator.objects.public,
        cells=indicator_rows,
        members=indicators_one_by_one,
    ),
]
