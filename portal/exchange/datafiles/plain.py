"""Values as machines read them, the same in CSV and JSON."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any


def plain(value: Any) -> Any:
    """Numbers as texts that keep their digits, days as ISO 8601; all else as it is."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


def amount(value: Decimal | None) -> Decimal | None:
    """A number without the zeros that its column adds: 35 and not 35.000."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
