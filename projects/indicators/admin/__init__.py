"""Indicators and their figures in the admin."""

from projects.indicators.admin import figure_sheets, figures, indicators, quotable, report_sums

__all__ = [
    "figure_sheets", "figures", "indicators", "quotable", "report_sums",
]  # fmt: skip
