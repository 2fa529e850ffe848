"""Indicators in English: their names and units as far as they have such, figures as everywhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from portal.publishing.attachments import attachments_of
from projects.indicators.english import in_this_language
from projects.indicators.models import Indicator
from projects.indicators.views import AsPublishedForm, figures_context, json_ld, query_of


def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an indicator with its chart and tables in English, and what was translated of it."""
    found = get_object_or_404(
        Indicator.objects.public().with_first_step(), path=Indicator.path_of(slug)
    )
    vietnamese_title = found.title
    version = in_this_language(found)
    form = AsPublishedForm(request.GET)
    query = query_of(request, form)
    context = figures_context(request, found, query) | {
        "publication": version,
        "original": found,
        "original_title": vietnamese_title,
        "attachments": attachments_of(version) if version else [],
        "form": form,
        "json_ld": json_ld(found),
    }
    status = 200 if form.is_valid() else 400
    return render(request, "projects/indicator_english.html", context, status=status)
