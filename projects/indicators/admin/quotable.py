"""An admin page on which editors find figures to quote."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from portal.accounts.roles import works_here
from portal.kit.admin_pages import OwnPagesMixin, own_page, own_page_context
from portal.kit.text.numbers import parse_key
from portal.publishing.lookup import with_words
from portal.publishing.paging import page_of
from projects.indicators.models import Indicator, Observation
from projects.indicators.quoted_figures import name_of, reference

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Quotable:
    """A figure with what is to be copied into a text."""

    observation: Observation
    name: str
    typed: str


class QuotingMixin(OwnPagesMixin):
    """Lists the figures that readers see, each with its reference to copy."""

    @own_page("chen-so-lieu/", "quote")
    def quote_view(self, request: HttpRequest) -> HttpResponse:
        """Show the public indicators by name, or the figures of the one in `?chi-tieu=`."""
        if not works_here(request.user):
            raise Http404
        context = own_page_context(request, _("Insert a figure"), opts=self.opts)
        if "chi-tieu" in request.GET:
            context |= self._figures(request)
        else:
            words = request.GET.get("q", "")[:200].replace("\x00", "")
            rows = with_words(Indicator.objects.public().for_lists().by_name(), words)
            context |= {"words": words, "page": page_of(request, rows, size=PAGE_SIZE)}
        return TemplateResponse(request, "admin/indicators/indicator/quote.html", context)

    def _figures(self, request: HttpRequest) -> dict[str, Any]:
        indicator = _public_indicator(request.GET["chi-tieu"])
        rows = indicator.observations.current().newest().select_related("series")
        page = page_of(request, rows, size=PAGE_SIZE)
        figures = []
        for row in page.rows:
            row.indicator = indicator
            figures.append(Quotable(row, name_of(row), f"[[{reference(row)}]] {indicator.unit}"))
        return {"indicator": indicator, "page": page, "figures": figures}


def _public_indicator(text: str) -> Indicator:
    key = parse_key(text)
    if key is None:
        raise Http404
    return get_object_or_404(Indicator.objects.public().defer("body"), pk=key)
