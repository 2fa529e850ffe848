"""The public pages of notices: the list, a section of it, and one notice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy

from news.notices.filters import NoticeFilter
from news.notices.models import Notice
from news.notices.structured import notice_page
from portal.organisations.former_bodies import with_successions
from portal.publishing.attachments import attachments_of
from portal.publishing.shelves import SectionedList
from portal.publishing.topics import topics_of

_LIST = SectionedList(
    Notice,
    NoticeFilter,
    "news/notices/list.html",
    gettext_lazy("Notices of tenders, jobs and budget"),
    gettext_lazy(
        "What the department buys, whom it looks for, its budget and settlement: "
        "with days and files."
    ),
)


def notice_list(request: HttpRequest) -> HttpResponse:
    """Show all public notices, the newest first, narrowed down by what the address asks."""
    return _LIST.show(request)


def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the notices about one thing, such as procurement."""
    return _LIST.of_section(request, slug)


def notice(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a notice with its days and files, what it ends, and what came of it."""
    rows = with_successions(Notice.objects.public()).select_related("section")
    found = get_object_or_404(rows, path=Notice.path_of(slug))
    context = {
        "notice": found,
        "before": _before(found),
        "results": list(found.public_results()),
        "attachments": attachments_of(found),
        "topics": topics_of(found),
        "json_ld": notice_page(found),
    }
    return render(request, "news/notices/detail.html", context)


def _before(found: Notice) -> Notice | None:
    """Return the notice that this one ends, where readers may see it."""
    if found.result_of_id is None:
        return None
    return Notice.objects.public().filter(pk=found.result_of_id).first()
