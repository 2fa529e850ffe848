"""The public directory and the profile of an enterprise."""

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from enterprises.directory.filtering import DirectoryFilter
from enterprises.directory.structured import enterprise_json_ld
from enterprises.models import Enterprise, Membership
from portal.publishing.attachments import attachments_of
from portal.publishing.paging import page_of

# What stands in a row of the directory.
IN_THE_LIST = (
    "path", "title", "summary", "is_sample", "sort_key", "short_name", "locality__name",
    "locality__until",
)  # fmt: skip


def enterprise_list(request: HttpRequest) -> HttpResponse:
    """All public enterprises by name, narrowed down by what the address says."""
    form = DirectoryFilter(request.GET)
    belongs = Membership.objects.on(timezone.localdate()).filter(enterprise=OuterRef("pk"))
    rows = (
        form.narrowed(Enterprise.objects.public())
        .select_related("locality")
        .only(*IN_THE_LIST)
        .annotate(is_member=Exists(belongs))
        .prefetch_related("sectors")
    )
    page = page_of(request, rows)
    context = {"page": page, "enterprises": page.rows, "form": form}
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
