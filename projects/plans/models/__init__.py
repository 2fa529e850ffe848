from projects.plans.models.goal import Goal
from projects.plans.models.masterplan import MasterPlan

__all__ = [
    "Goal",
    "MasterPlan",
]
