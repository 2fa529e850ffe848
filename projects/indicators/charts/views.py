"""The chart of an indicator as files, for frames of other sites, and as a shared picture."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from portal.exchange.chart_files import FRAMED, framed_answer, png_answer, svg_answer
from portal.publishing.metadata import CARD_HEADERS, kept_card
from projects.indicators.charts.cards import card_of, card_path
from projects.indicators.charts.drawing import chart_file, drawn_or_404, parts_file


@require_safe
def chart_svg(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the chart of the page as an SVG file that stands alone; 404 where there is none."""
    return svg_answer(chart_file(slug))


@require_safe
def chart_png(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the same as a picture, which every program can show."""
    return png_answer(chart_file(slug))


@require_safe
@xframe_options_exempt
@csp_override(FRAMED)
def chart_embedded(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the chart alone, for a frame on any site: no script, no cookie, a way to its source."""
    return framed_answer(request, chart_file(slug))


@require_safe
def parts_svg(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the small charts of the page as one SVG file; 404 where there are none."""
    return svg_answer(parts_file(slug))


@require_safe
def parts_png(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the same as a picture."""
    return png_answer(parts_file(slug))


@require_safe
@xframe_options_exempt
@csp_override(FRAMED)
def parts_embedded(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the small charts alone, for a frame on any site."""
    return framed_answer(request, parts_file(slug))


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
