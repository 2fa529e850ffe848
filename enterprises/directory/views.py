from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from enterprises.directory.structured import enterprise_json_ld
from enterprises.models import Enterprise
from portal.publishing.attachments import attachments_of
from portal.publishing.paging import page_of


def enterprise_list(request: HttpRequest) -> HttpResponse:
    rows = Enterprise.objects.public().for_lists().by_name()
    page = page_of(request, rows)
    context = {"page": page, "enterprises": page.rows}
    return render(request, "enterprises/enterprise_list.html", context)


def enterprise(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(
        Enterprise.objects.public().select_related("cover"), path=Enterprise.path_of(slug)
    )
    context = {
        "enterprise": found,
        "sectors": list(found.sectors.all()),
        "attachments": attachments_of(found),
        "topics": list(found.topics.all()),
        "json_ld": enterprise_json_ld(found),
    }
    return render(request, "enterprises/enterprise_detail.html", context)
