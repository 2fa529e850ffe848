"""What was promised, and what came of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.publishing.paging import page_of
from projects.promises.counts import count_by_status
from projects.promises.filters import PromiseFilter, public_promises
from projects.promises.structured import promises_json_ld

# A day's promises stand on one page, so that a link to one of them finds it.
PAGE_SIZE = 100


def promise_list(request: HttpRequest) -> HttpResponse:
    """By day and kind, with filters; what cannot be filtered by is said beside its field."""
    asked = PromiseFilter(request.GET or None, label_suffix="")
    found = asked.narrowed(public_promises())
    page = page_of(request, asked.of_standing(found).with_links().in_order(), size=PAGE_SIZE)
    context: dict[str, Any] = {
        "form": asked,
        "page": page,
        "promises": page.rows,
        "tally": count_by_status(found),
        "query": asked.query,
        "json_ld": promises_json_ld(_("Tasks and promises")),
    }
    status = 400 if asked.errors else 200
    return render(request, "projects/promise_list.html", context, status=status)
