"""Verification of the chain: finds the rows that break it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from portal.audit.chain import BEGINNING, SEALED, seal
from portal.audit.models import AuditEntry

# Rows that a probe verifies.
_AT_THE_END: Final = 50


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold, in words that name the row."""

    number: int
    message: str


@dataclass
class Chain:
    """Goes along the rows once, keeping nothing but the row before."""

    number: int = 0
    hash: str = BEGINNING
    # Whether the hash that somebody kept elsewhere was met.
    expected: str = ""
    met: bool = False

    def breaks(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[Break]:
        """Yield each row that was changed, removed or inserted, as far as the rows tell."""
        self.met = self.expected in ("", BEGINNING)
        for row in rows:
            yield from self._between(row)
            if seal(row) != row["hash"]:
                yield Break(
                    row["number"],
                    _("Row %(number)d was changed, or given another number.")
                    % {"number": row["number"]},
                )
            self.number, self.hash = row["number"], row["hash"]
            self.met = self.met or self.hash == self.expected
        if not self.met:
            yield Break(
                self.number,
                _(
                    "No row has the expected hash: the record ends at row %(number)d; rows after "
                    "it were removed, or the record was written anew."
                )
                % {"number": self.number},
            )

    def _between(self, row: Mapping[str, Any]) -> Iterator[Break]:
        number, awaited = row["number"], self.number + 1
        if number < awaited:
            yield Break(number, _("Row %(number)d was inserted.") % {"number": number})
        elif number == awaited + 1:
            yield Break(awaited, _("Row %(number)d was removed.") % {"number": awaited})
        elif number > awaited:
            message = _("Rows %(first)d to %(last)d were removed.")
            yield Break(awaited, message % {"first": awaited, "last": number - 1})
        elif row["previous_hash"] != self.hash:
            # The row itself fits its own hash or is named below; it is the one before that moved.
            message = _("Row %(number)d was replaced: row %(next)d continues another one.")
            yield Break(self.number, message % {"number": self.number, "next": number})


def first_break_at_the_end() -> str | None:
    """Return the first break among the last rows, in words; None where they are whole.

    Cheap enough to be asked each minute; all rows are read by `verify_audit`.
    """
    last = list(AuditEntry.objects.order_by("-number").values(*SEALED, "hash")[:_AT_THE_END])
    if not last:
        return None
    first = last[-1]
    chain = Chain(number=first["number"] - 1, hash=first["previous_hash"])
    found = next(iter(chain.breaks(reversed(last))), None)
    return found.message if found else None
