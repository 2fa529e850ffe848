"""What is planned and spent, summed up: a sum that is missing a part says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from projects.models import BudgetLine


@dataclass(frozen=True, slots=True)
class Sum:
    """The known amounts together, None where none is known; `is_partial` where some are not."""

    amount: Decimal | None
    is_partial: bool


@dataclass(frozen=True, slots=True)
class Money:
    """Budget lines with what they come to."""

    lines: Sequence[BudgetLine]
    planned: Sum
    spent: Sum

    @property
    def is_partial(self) -> bool:
        return self.planned.is_partial or self.spent.is_partial


@dataclass(frozen=True, slots=True)
class Year(Money):
    """The budget lines of one year."""

    year: int


def money_of(lines: Sequence[BudgetLine]) -> Money:
    """All the lines together."""
    planned, spent = _sum(line.planned for line in lines), _sum(line.spent for line in lines)
    return Money(lines, planned, spent)


def by_year(lines: Iterable[BudgetLine]) -> list[Year]:
    """The lines of each year, the first year first."""
    years = groupby(sorted(lines, key=lambda line: line.year), lambda line: line.year)
    return [_year(year, list(group)) for year, group in years]


def _year(year: int, lines: Sequence[BudgetLine]) -> Year:
    money = money_of(lines)
    return Year(money.lines, money.planned, money.spent, year)


def _sum(amounts: Iterable[Decimal | None]) -> Sum:
    every = list(amounts)
    known = [amount for amount in every if amount is not None]
    return Sum(sum(known, Decimal(0)) if known else None, 0 < len(known) < len(every))
