"""Numbers as people here write them, and keys of rows as browsers send them."""

from decimal import Decimal

from django.utils import formats

# The largest that a bigint column holds.
MAX_KEY = 2**63 - 1


def figure(value: Decimal | int) -> str:
    """A figure with just the digits that its source gave: 35,50 stays so, 1234567 is 1.234.567."""
    number = Decimal(value)
    places = max(0, -int(number.as_tuple().exponent))
    return _localized(number, places)


def amount(value: Decimal | int) -> str:
    """An amount without the zeros that its column adds: 35 and not 35,000."""
    plain = format(Decimal(value).normalize(), "f")  # else 1000 would be 1E+3
    return _localized(Decimal(plain), len(plain.partition(".")[2]))


def _localized(number: Decimal, places: int) -> str:
    return formats.number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True)


def parse_key(text: str, *, max_value: int = MAX_KEY) -> int | None:
    """Return the number that ASCII digits write; None for other text and above `max_value`."""
    # The length first: of some thousand digits no number is made.
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(max_value))):
        return None
    number = int(text)
    return number if number <= max_value else None
