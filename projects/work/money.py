"""Sums of planned and spent money; a sum with unknown parts is marked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.work.models import BudgetLine, MoneyFrom

# Years in a row without money that are shown.
MAX_MISSING_YEARS = 10


@dataclass(frozen=True, slots=True)
class PartialSum:
    """The known amounts together, None where none is known; `is_partial` where some are not."""

    amount: Decimal | None
    is_partial: bool


@dataclass(frozen=True, slots=True)
class BudgetTotals:
    """Budget lines with their totals."""

    lines: Sequence[BudgetLine]
    planned: PartialSum
    spent: PartialSum

    @property
    def is_partial(self) -> bool:
        return self.planned.is_partial or self.spent.is_partial


@dataclass(frozen=True, slots=True)
class YearBudget(BudgetTotals):
    """The budget lines of one year."""

    year: int


@dataclass(frozen=True, slots=True)
class SourceBudget(BudgetTotals):
    """The budget lines of one source of money, under its name."""

    name: str


def money_of(lines: Sequence[BudgetLine]) -> BudgetTotals:
    return BudgetTotals(*_totals(lines))


def by_year(lines: Iterable[BudgetLine]) -> list[YearBudget]:
    """Return the totals of each year, the first year first; up to ten without lines are a gap."""
    found: dict[int, list[BudgetLine]] = defaultdict(list)
    for line in lines:
        found[line.year].append(line)
    if not found:
        return []
    return [YearBudget(*_totals(found.get(year, [])), year) for year in _years(sorted(found))]


def _years(known: list[int]) -> list[int]:
    """Return the years with those between them; what is further apart was rather mistyped."""
    years = known[:1]
    for year in known[1:]:
        if year - years[-1] <= MAX_MISSING_YEARS + 1:
            years.extend(range(years[-1] + 1, year))
        years.append(year)
    return years


def by_source(lines: Sequence[BudgetLine]) -> list[SourceBudget]:
    """Return the totals of each source of money, in the order of the state budget."""
    groups = [(each, [line for line in lines if line.money_from == each]) for each in MoneyFrom]
    return [SourceBudget(*_totals(group), str(each.label)) for each, group in groups if group]


def _totals(lines: Sequence[BudgetLine]) -> tuple[Sequence[BudgetLine], PartialSum, PartialSum]:
    return lines, _sum(line.planned for line in lines), _sum(line.spent for line in lines)


def _sum(amounts: Iterable[Decimal | None]) -> PartialSum:
    every = list(amounts)
    known = [amount for amount in every if amount is not None]
    return PartialSum(sum(known, Decimal(0)) if known else None, 0 < len(known) < len(every))
