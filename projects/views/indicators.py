"""Pages of indicators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from portal.publishing.attachments import attachments_of
from portal.publishing.paging import page_of
from projects.figures import goals_of, latest_of, target_to_show, targets_of
from projects.models import Indicator
from projects.structured import indicator_json_ld

# The newest figures of an indicator that its page shows; twenty years of quarters.
FIGURES = 80


def indicator_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, Indicator.objects.public().for_lists().by_name().with_figures())
    year = timezone.localdate().year
    shown = [
        {
            "indicator": indicator,
            "target": target_to_show(targets_of(indicator), year=year),
            "latest": latest_of(indicator),
        }
        for indicator in page.rows
    ]
    return render(request, "projects/indicator_list.html", {"page": page, "shown": shown})


def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(
        Indicator.objects.public().select_related("cover"), path=Indicator.path_of(slug)
    )
    targets = list(found.targets.with_sources().order_by("year"))
    main = found.observations.current().filter(series__is_main=True)
    figures = list(main.with_sources().newest()[:FIGURES])
    context = {
        "indicator": found,
        "target": target_to_show(targets, year=timezone.localdate().year),
        "latest": figures[0] if figures else None,
        "goals": goals_of(targets, figures),
        "figures": figures,
        "attachments": attachments_of(found),
        "topics": list(found.topics.all()),
        "json_ld": indicator_json_ld(found),
    }
    return render(request, "projects/indicator_detail.html", context)
