from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from portal.publishing.models import Publication, Topic
from portal.publishing.paging import page_of


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything public on one topic, of whatever kind, newest first."""
    found = get_object_or_404(Topic, slug=slug)
    publications = Publication.objects.public().filter(topics=found).for_lists().newest()
    context = {"topic": found, "page": page_of(request, publications)}
    return render(request, "portal/topic.html", context)
