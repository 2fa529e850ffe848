"""Which numbers a figure may be: its own digits, and nothing that is no number."""

from decimal import Decimal
from typing import Final

from django.db.models import Q

# PostgreSQL's numeric also holds NaN and infinity; no figure of a province is beyond this.
MAX_VALUE: Final = Decimal(10) ** 15


def is_a_number(field: str) -> Q:
    """The condition that a decimal column holds a number of ours, or nothing."""
    return Q(**{f"{field}__gt": -MAX_VALUE, f"{field}__lt": MAX_VALUE})
