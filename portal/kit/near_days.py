"""Days of the years that people plan and count in; a day outside of them is mistyped."""

from datetime import date
from typing import Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import CheckConstraint, Q
from django.utils.translation import gettext_lazy as _

# Wide enough for what is told of; and no sum of working days leaves the calendar.
EARLIEST: Final = date(1990, 1, 1)
LATEST: Final = date(2100, 12, 31)
YEARS: Final = (EARLIEST.year, LATEST.year)
NOT_NEAR: Final = _("Write a day between 1990 and 2100.")
# The validators of a form's field.
NEAR_DAY: Final = (
    MinValueValidator(EARLIEST, NOT_NEAR),
    MaxValueValidator(LATEST, NOT_NEAR),
)


def is_near(field: str, name: str) -> CheckConstraint:
    """Return the constraint that a day, where there is one, is near."""
    return CheckConstraint(
        condition=Q(**{f"{field}__gte": EARLIEST, f"{field}__lte": LATEST}),
        name=name,
        violation_error_message=NOT_NEAR,
    )
