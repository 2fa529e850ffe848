from projects.indicators.models.indicator import Indicator
from projects.indicators.models.observation import Certainty, Observation, ObservationQuerySet
from projects.indicators.models.series import Series, SeriesRole, Service
from projects.indicators.models.target import Target

__all__ = [
    "Certainty", "Indicator", "Observation", "ObservationQuerySet", "Series", "SeriesRole",
    "Service", "Target",
]  # fmt: skip
