"""The public list of promises."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.publishing.paging import page_of
from portal.publishing.structured import json_ld_script
from projects.kit.structured import dataset_fields
from projects.promises.counts import count_by_status
from projects.promises.filters import PromiseFilter, public_promises

# A day's promises stand on one page, so that a link to one of them finds it.
PAGE_SIZE = 100


def promise_list(request: HttpRequest) -> HttpResponse:
    """List promises by day and kind; status 400 where a filter is wrong."""
    form = PromiseFilter(request.GET or None)
    found = form.narrowed(public_promises())
    page = page_of(request, form.with_status(found).with_links().in_order(), size=PAGE_SIZE)
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "promises": page.rows,
        "tally": count_by_status(found),
        "query": form.query,
        "json_ld": _json_ld(),
    }
    status = 400 if form.errors else 200
    return render(request, "projects/promise_list.html", context, status=status)


def _json_ld() -> SafeString:
    """Return the list of promises as schema.org's Dataset, with its files."""
    path = reverse("projects:promise_list")
    data = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": _("Tasks and promises"),
        "url": settings.SITE_URL + path,
    }
    return json_ld_script(data | dataset_fields(path))
