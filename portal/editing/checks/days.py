"""A day that a change of a live page corrects in one place, and that still stands in another."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from portal.editing.checks.violations import Level, Violation
from portal.kit.text.html import plain_text
from portal.kit.text.normalize import fold

_FIELDS: Final = ("title", "summary", "body")
# 5/12, 05-12-2026 and “ngày 5 tháng 12”, of a text without marks.
_DAY: Final = re.compile(r"(?<![\d/-])([0-3]?\d)(?:[/-]| thang )([01]?\d)(?!\d)")
_DAY_IN_ADDRESS: Final = re.compile(r"-(\d{1,2})-(?:thang-)?(\d{1,2})(?=[-/])")

type Day = tuple[int, int]


def days_left_behind(
    live: Mapping[str, Any],
    new: Mapping[str, Any],
    *,
    path: str,
    files: Iterable[str],
    beside_body: Sequence[str] = (),
) -> Iterator[Violation]:
    """Find each day that was replaced by another in a field, and is read elsewhere as before.

    `live` and `new` are the texts that readers have and will have; `path` is the page's address,
    `files` the names of what is attached to it, `beside_body` the fields of its other texts.
    """
    names = (*_FIELDS, *beside_body)
    before = {name: _days_in(live.get(name)) for name in names}
    after = {name: _days_in(new.get(name)) for name in names}
    replaced = {
        day for name in names if after[name] - before[name] for day in before[name] - after[name]
    }
    for day, month in sorted(replaced):
        words = {"day": f"{day}/{month}"}
        for name in names:
            if (day, month) in after[name]:
                message = _in_field(name) % words
                yield Violation(
                    Level.WARN, name, message, _("Mend it here, too, if it is the same.")
                )
        if (day, month) in _days_among(_DAY_IN_ADDRESS.findall(path)):
            yield Violation(
                Level.WARN,
                "slug",
                _("The day %(day)s was corrected, and the address still has it.") % words,
                _("It may stay: links that were sent go on working. A new address takes them on."),
            )
    if replaced and (attached := ", ".join(f"“{name}”" for name in files)):
        yield Violation(
            Level.WARN,
            "attachments",
            _("A day was corrected: does an attached file have the old one? %(names)s")
            % {"names": attached},
            _("Look into the file; put a new one in its place if it does."),
        )


def _in_field(name: str) -> str:
    """Return the message of a field that names the old day."""
    if name == "title":
        return _("The day %(day)s was corrected, and the title still has it.")
    if name == "summary":
        return _("The day %(day)s was corrected, and the summary still has it.")
    return _("The day %(day)s was corrected, and the text still has it.")


def _days_in(text: object) -> set[Day]:
    """Return the days of a text as day and month, however they are written."""
    return _days_among(_DAY.findall(fold(plain_text(str(text or "")))))


def _days_among(found: Iterable[tuple[str, str]]) -> set[Day]:
    days = {(int(day), int(month)) for day, month in found}
    return {(day, month) for day, month in days if 1 <= day <= 31 and 1 <= month <= 12}
