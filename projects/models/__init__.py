"""What the department plans, promises and carries out, and the figures it is measured by."""

from projects.models.annualplan import AnnualPlan, Task
from projects.models.budget import BudgetLine, MoneyFrom
from projects.models.due import Standing, TaskState
from projects.models.goal import Goal
from projects.models.indicator import Indicator
from projects.models.masterplan import MasterPlan
from projects.models.milestone import Milestone, MilestoneMove
from projects.models.observation import Certainty, Observation
from projects.models.participation import Participation, PartState, Role
from projects.models.progress import ProgressNote
from projects.models.project import Nature, Project, Stage
from projects.models.promise import Promise, PromiseKind
from projects.models.series import Series, SeriesRole, Service
from projects.models.support import Application, Outcome, SupportCall
from projects.models.target import Target

__all__ = [
    "AnnualPlan",
    "Application",
    "BudgetLine",
    "Certainty",
    "Goal",
    "Indicator",
    "MasterPlan",
    "Milestone",
    "MilestoneMove",
    "MoneyFrom",
    "Nature",
    "Observation",
    "Outcome",
    "PartState",
    "Participation",
    "ProgressNote",
    "Project",
    "Promise",
    "PromiseKind",
    "Role",
    "Series",
    "SeriesRole",
    "Service",
    "Stage",
    "Standing",
    "SupportCall",
    "Target",
    "Task",
    "TaskState",
]
