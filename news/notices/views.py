"""The public pages of notices: the list, a section of it, and one notice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from news.notices.filters import NoticeFilter, Notices
from news.notices.models import Notice
from news.notices.structured import notice_page
from portal.organisations.former_bodies import with_successions
from portal.publishing.attachments import attachments_of
from portal.publishing.models import Section
from portal.publishing.paging import page_of


def notice_list(request: HttpRequest) -> HttpResponse:
    """Show all public notices, the newest first, narrowed down by what the address asks."""
    return _list(request, None)


def section(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the notices about one thing, such as procurement."""
    return _list(request, get_object_or_404(Section, kind=Notice.KIND, slug=slug))


def _list(request: HttpRequest, shelf: Section | None) -> HttpResponse:
    form = NoticeFilter(request.GET, of=shelf)
    rows = form.narrowed(Notice.objects.public()).select_related("section").defer("body")
    page = page_of(request, rows)
    context = {
        "form": form,
        "section": shelf,
        "heading": shelf.name if shelf else _("Notices of tenders, jobs and budget"),
        "page": page,
        "notices": page.rows,
    }
    return render(request, "news/notices/list.html", context)


def notice(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a notice with its days and files, what it ends, and what came of it."""
    rows = with_successions(Notice.objects.public()).select_related("section")
    found = get_object_or_404(rows, path=Notice.path_of(slug))
    context = {
        "notice": found,
        "before": _before(found),
        "results": list(_results(found)),
        "attachments": attachments_of(found),
        "topics": list(found.topics.all()),
        "json_ld": notice_page(found),
    }
    return render(request, "news/notices/detail.html", context)


def _results(found: Notice) -> Notices:
    """Return the notices that end this one."""
    return Notice.objects.public().filter(result_of=found).order_by("issued_on", "pk").defer("body")


def _before(found: Notice) -> Notice | None:
    """Return the notice that this one ends, where readers may see it."""
    if found.result_of_id is None:
        return None
    return Notice.objects.public().filter(pk=found.result_of_id).first()
