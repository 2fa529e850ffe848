"""What people write in a cell, read as what they meant; raises ValidationError with what to write.

An empty cell is None; of text it is the empty text.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.exchange.sheets.writing import MAX_CELL_LENGTH, TOO_LONG, unguarded
from portal.kit.formats import DATE_INPUT_FORMATS
from portal.kit.moments import is_within_bounds
from portal.kit.text.normalize import nfc, usable


class CellError(str):
    """What Excel shows in a cell that it could not work out, such as #N/A."""


_HOURS: Final = ("", " %H:%M", " %H:%M:%S", "T%H:%M", "T%H:%M:%S")
# 1.234,5 or 1234,5: the point stands between thousands and nowhere else.
_FIGURE: Final = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_YES: Final = frozenset({"có", "co", "x", "1", "yes", "true", "đúng"})
_NO: Final = frozenset({"không", "khong", "0", "no", "false", "sai"})


def text(value: object) -> str:
    """Return the text of a cell, whole, in composed letters."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, CellError):
        raise ValidationError(
            _("Excel shows %(said)s here, which is an error; mend the cell or empty it.")
            % {"said": value}
        )
    # Of 12/2007 Excel makes the first of December by itself.
    if isinstance(value, date | time):
        raise ValidationError(
            _("Excel has made a day or an hour of this text; make the cell a text, type it again.")
        )
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    written = nfc(usable(unguarded(str(value)))).replace("\r\n", "\n").strip()
    if written == TOO_LONG or len(str(value)) == MAX_CELL_LENGTH:
        raise ValidationError(
            _("Excel has cut this text off. Export as CSV and change it in a text editor.")
        )
    if "\x00" in written:
        raise ValidationError(_("The text holds a sign that is no letter; type it again."))
    return written


def code(value: object) -> str:
    """Return the text of a cell that no number stands for: 0905… and 1.010030 would lose a zero."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        raise ValidationError(
            _(
                "Excel has made a number of this text, and zeros or dots may be gone; make the "
                "cell a text, type it again."
            )
        )
    return text(value)


def integer(value: object) -> int | None:
    """Return a whole number."""
    found = number(value)
    if found is None:
        return None
    if found != found.to_integral_value():
        raise ValidationError(_("Write a whole number, such as 12."))
    return int(found)


def number(value: object) -> Decimal | None:
    """Return a number as it is written here: 1.234,5; in Excel also a real one."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        found = Decimal(str(value))
        # 1e999 in an Excel file that somebody has made by hand.
        if not found.is_finite():
            raise ValidationError(_("This figure is too large to be true."))
        return found
    written = text(value).replace("\u00a0", "").replace(" ", "")
    if not written:
        return None
    if not _FIGURE.fullmatch(written) or len(written) > 40:
        raise ValidationError(
            _("“%(said)s” is no number. Write it with a comma, such as 35,5 or 1.234,5.")
            % {"said": written}
        )
    return Decimal(written.replace(".", "").replace(",", "."))


def day(value: object) -> date | None:
    """Return a day: 01/02/2007 is 1 February."""
    found = _moment(
        value, DATE_INPUT_FORMATS, _("Write the day as dd/mm/yyyy, such as 01/02/2007.")
    )
    return found.date() if found else None


def moment(value: object) -> datetime | None:
    """Return a moment of our time zone; a day alone is its beginning."""
    formats = tuple(day + hour for day in DATE_INPUT_FORMATS for hour in _HOURS)
    rule = _("Write day and hour as dd/mm/yyyy hh:mm, such as 01/02/2007 08:30.")
    found = _moment(value, formats, rule)
    return timezone.make_aware(found) if found else None


def _moment(value: object, formats: Iterable[str], rule: str) -> datetime | None:
    if isinstance(value, datetime):
        return _within_reason(value.replace(tzinfo=None), rule)
    if isinstance(value, date):
        return _within_reason(datetime(value.year, value.month, value.day), rule)
    written = text(value)
    if not written:
        return None
    for form in formats:
        try:
            return _within_reason(datetime.strptime(written, form), rule)
        except ValueError:
            continue
    raise ValidationError(
        _("“%(said)s” is no date. %(rule)s") % {"said": written[:40], "rule": rule}
    )


def _within_reason(found: datetime, rule: str) -> datetime:
    if not is_within_bounds(found):
        raise ValidationError(
            _("“%(said)s” is no date. %(rule)s")
            % {"said": found.strftime("%d/%m/%Y"), "rule": rule}
        )
    return found


def yes_or_no(value: object) -> bool | None:
    """Return whether a cell says yes; an empty one says neither."""
    written = text(value).casefold()
    if not written:
        return None
    if written in _YES or written in _NO:
        return written in _YES
    raise ValidationError(_("Write “Có” or “Không”."))


def one_of[Key](value: object, choices: Mapping[Key, object]) -> Key | str:
    """Return the key of the choice that the cell names by its label or by the key itself."""
    written = text(value)
    for key, label in choices.items():
        if written.casefold() in (str(key).casefold(), str(label).casefold()):
            return key
    if not written:
        return ""
    allowed = ", ".join(f"“{label}”" for label in list(choices.values())[:12])
    raise ValidationError(
        _("“%(said)s” is none of the choices. Write one of: %(allowed)s.")
        % {"said": written[:60], "allowed": allowed}
    )


class FigureField(forms.DecimalField):
    """A number as people here write it: 1.200 is twelve hundred, 2,5 two and a half, 2.5 neither.

    Read as reports and Excel files are, or the same figure would mean two things on one site.
    """

    # No field of numbers: a browser would read the point itself, as Django does.
    widget = forms.TextInput

    def to_python(self, value: object) -> Any:
        return number(value)

    def prepare_value(self, value: Any) -> Any:
        """Return a figure as it is read again, whatever language the page is in."""
        return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else value


# For `formfield_overrides`: each form of pages and of their rows reads figures so.
FIGURES: Final[dict[Any, Any]] = {models.DecimalField: {"form_class": FigureField}}
