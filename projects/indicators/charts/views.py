"""The chart of an indicator as files, for frames of other sites, and as a shared picture."""

from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from portal.exchange.datafiles.facts import licence
from portal.media.pictures.drawings import png_of
from portal.publishing.metadata import CARD_HEADERS, kept_card
from projects.indicators.charts.cards import card_of, card_path
from projects.indicators.charts.drawing import drawn_or_404, svg_of

PNG_WIDTH: Final = 1200
# Its own page and nothing else: a stylesheet of ours, and whoever likes as the frame around it.
_FRAMED: Final[dict[str, Any]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": ["*"],
    "report-uri": settings.SECURE_CSP["report-uri"],
}


@require_safe
def chart_svg(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the chart of the page as an SVG file that stands alone; 404 where there is none."""
    return _file(svg_of(drawn_or_404(slug)), "image/svg+xml", f"{slug}.svg")


@require_safe
def chart_png(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the same as a picture, which every program can show."""
    picture = png_of(svg_of(drawn_or_404(slug)), width=PNG_WIDTH)
    return _file(picture, "image/png", f"{slug}.png")


def _file(content: str | bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


@require_safe
@xframe_options_exempt
@csp_override(_FRAMED)
def chart_embedded(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the chart alone, for a frame on any site: no script, no cookie, a way to its source."""
    drawn = drawn_or_404(slug)
    context = {"drawn": drawn, "chart": drawn.chart, "terms": licence()}
    response = render(request, "projects/indicator_embedded.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def chart_card(request: HttpRequest, slug: str, digest: str) -> HttpResponse:
    """Show the picture beside a link to the page; another digest leads to today's."""
    drawn = drawn_or_404(slug)
    card = card_of(drawn.indicator, drawn.read)
    if card is None:
        raise Http404
    if digest != card.digest:
        return redirect(card_path(drawn.indicator, card))
    picture = kept_card(card.digest, card.title, card.kicker, card.figure)
    return HttpResponse(picture, content_type="image/png", headers=CARD_HEADERS)
