"""A chart away from its page: as a file, as a picture, and in a frame of another site."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from portal.exchange.datafiles.facts import licence
from portal.kit.charts import standalone
from portal.kit.site_names import site_name
from portal.media.pictures.drawings import png_of
from portal.publishing.languages import spoken_path

PNG_WIDTH: Final = 1200
# For the view in a frame: its own page and nothing else, a stylesheet of ours, and whoever likes as
# the frame around it.
_FRAMED: Final[dict[str, Any]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": ["*"],
    "report-uri": settings.SECURE_CSP["report-uri"],
}


@dataclass(frozen=True, slots=True)
class ChartFile:
    """A chart with all that has to go with it: heading, source, terms, the mark of samples."""

    name: str
    heading: str
    picture: SafeString
    # Of the page that it stands on, in Vietnamese.
    path: str
    legend: SafeString | str = ""
    is_sample: bool = False
    # Whether what is missing is a gap in its line.
    has_lines: bool = False
    # What has to be known of its scale or its numbers.
    note: str = ""
    # What it shows, in a sentence; a heading may say it already.
    summary: str = ""

    @property
    def terms(self) -> str:
        return licence()

    @property
    def publisher(self) -> str:
        return site_name()

    @property
    def page(self) -> str:
        """Return where its page is, in the language that is spoken."""
        return f"{settings.SITE_URL}{spoken_path(self.path)}"

    def foot(self) -> list[str]:
        """Return what has to go with the chart wherever it goes."""
        marks = [self.note] if self.note else []
        marks += [_("Sample figures: made up, no facts.")] if self.is_sample else []
        marks += [_("A demonstration, not an official site") + "."] if settings.SITE_IS_DEMO else []
        source = f"{_('Source')}: {self.publisher}, {self.page}"
        return [" ".join(marks), f"{source}.", self.terms]

    def drawing(self) -> SafeString:
        """Return it as an SVG file that stands alone."""
        return standalone(self.picture, heading=self.heading, foot=self.foot())


@dataclass(frozen=True, slots=True)
class PageChart:
    """A chart on its page, and where it stands alone."""

    key: str
    file: ChartFile

    @property
    def files(self) -> str:
        """Return the address of its files, without what each ends in."""
        return f"{self.file.path}bieu-do/{self.key}"

    @property
    def alone(self) -> str:
        return f"{self.file.path}nhung/{self.key}/"


def svg_answer(chart: ChartFile) -> HttpResponse:
    """Send the chart as an SVG file."""
    return _file(chart.drawing(), "image/svg+xml", f"{chart.name}.svg")


def png_answer(chart: ChartFile) -> HttpResponse:
    """Send the same as a picture, which every program can show."""
    return _file(png_of(chart.drawing(), width=PNG_WIDTH), "image/png", f"{chart.name}.png")


def _file(content: str | bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def framed[V: Callable[..., HttpResponse]](view: V) -> V:
    """Let a view only be read, and stand in a frame of any site."""
    return require_safe(xframe_options_exempt(csp_override(_FRAMED)(view)))


def framed_answer(request: HttpRequest, chart: ChartFile) -> HttpResponse:
    """Show the chart alone: no script, no cookie, a way to its source."""
    response = render(request, "charts/embedded.html", {"chart": chart})
    response["X-Robots-Tag"] = "noindex"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
