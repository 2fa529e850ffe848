"""Money by year: the years between are shown as gaps, as far as these are likely."""

import pytest

from projects.work.models import BudgetLine
from projects.work.money import MAX_MISSING_YEARS, by_year


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ([], []),
        ([2010, 2007, 2007], [2007, 2008, 2009, 2010]),
        ([2007, 2008, 2108], [2007, 2008, 2108]),
        ([2000, 2001 + MAX_MISSING_YEARS], list(range(2000, 2002 + MAX_MISSING_YEARS))),
        ([2000, 2002 + MAX_MISSING_YEARS], [2000, 2002 + MAX_MISSING_YEARS]),
    ],
)
def test_a_mistyped_year_brings_no_hundred_years_without_money(typed, shown):
    assert [each.year for each in by_year(BudgetLine(year=year) for year in typed)] == shown
