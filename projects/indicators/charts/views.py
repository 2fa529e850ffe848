"""The chart of an indicator as files, for frames of other sites, and as a shared picture."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from portal.exchange.chart_files import ChartFile, framed, framed_answer
from portal.publishing.metadata import CARD_HEADERS, kept_card
from projects.indicators.charts.cards import card_of, card_path
from projects.indicators.charts.drawing import drawn_or_404


@require_safe
def chart_as_file(
    request: HttpRequest,
    slug: str,
    made: Callable[[str], ChartFile],
    answer: Callable[[ChartFile], HttpResponse],
) -> HttpResponse:
    """Send a chart of the page as a file of the kind that the address ends in; 404 without one."""
    return answer(made(slug))


@framed
def chart_embedded(
    request: HttpRequest, slug: str, made: Callable[[str], ChartFile]
) -> HttpResponse:
    """Show a chart alone, for a frame on any site: no script, no cookie, a way to its source."""
    return framed_answer(request, made(slug))


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
