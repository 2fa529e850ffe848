"""Charts drawn on the server: SVG without script and without inline style.

Each has a title and a description that name unit, series and values for who cannot see it; the
same numbers belong in a table beside it. Looks come from static/css/site/charts.css.
"""

from portal.kit.charts.bars import bar_chart, progress_bar, stacked_bar
from portal.kit.charts.data import Aim, Bar, Line, Milestone, Point, Stretch
from portal.kit.charts.legend import legend
from portal.kit.charts.line import line_chart, runs_of, scale_note
from portal.kit.charts.small import small_chart, small_charts
from portal.kit.charts.standalone import standalone
from portal.kit.charts.timeline import timeline

__all__ = [
    "Aim",
    "Bar",
    "Line",
    "Milestone",
    "Point",
    "Stretch",
    "bar_chart",
    "legend",
    "line_chart",
    "progress_bar",
    "runs_of",
    "scale_note",
    "small_chart",
    "small_charts",
    "stacked_bar",
    "standalone",
    "timeline",
]
