"""What the department plans, what it carries out, and the figures it is measured by."""

from projects.models.indicator import Certainty, Indicator, Observation, Target
from projects.models.masterplan import MasterPlan
from projects.models.project import Nature, Project, Stage

__all__ = [
    "Certainty",
    "Indicator",
    "MasterPlan",
    "Nature",
    "Observation",
    "Project",
    "Stage",
    "Target",
]
