from projects.work.models.annual_plan import AnnualPlan, Task
from projects.work.models.budget import BudgetLine, MoneyFrom
from projects.work.models.milestone import Milestone, MilestoneMove
from projects.work.models.participation import Participation, PartState, Role
from projects.work.models.progress import ProgressNote
from projects.work.models.project import Nature, Project, Stage
from projects.work.models.support import Application, ApplicationOutcome, SupportCall

__all__ = [
    "AnnualPlan", "Application", "ApplicationOutcome", "BudgetLine", "Milestone", "MilestoneMove",
    "MoneyFrom", "Nature", "PartState", "Participation", "ProgressNote", "Project", "Role",
    "Stage", "SupportCall", "Task",
]  # fmt: skip
