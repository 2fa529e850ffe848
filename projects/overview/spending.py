"""The money of a plan as a picture: what each year was to cost, and what was spent."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.kit.charts import Bar, bar_chart
from projects.work.money import Sum, Year


def chart_of(years: list[Year]) -> SafeString | str:
    """Two bars for each year, planned and spent; nothing where there is no year."""
    if not years:
        return ""
    bars = [
        bar
        for year in years
        for bar in (
            _bar(_("{year}, planned"), year.year, year.planned),
            _bar(_("{year}, spent"), year.year, year.spent),
        )
    ]
    return bar_chart("money-years", title=_("Money by year"), unit=_("million đồng"), bars=bars)


def _bar(name: str, year: int, total: Sum) -> Bar:
    # As in the table beside it: a star where some of the amounts are not known.
    star = " *" if total.is_partial else ""
    # The column adds zeros behind the point; adding 0 keeps 1000 from becoming 1E+3.
    amount = None if total.amount is None else total.amount.normalize() + 0
    return Bar(name.format(year=year) + star, amount)
