"""The page of a job for many pages: what it lacks, its effect, how far it is, what came of it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from portal.accounts.roles import staff, works_here
from portal.newsroom import bulk_slices
from portal.newsroom.bulk_forms import form_of
from portal.newsroom.bulk_jobs import BulkItem, BulkJob, Outcome, Phase
from portal.publishing.kinds import admin_address

ROWS = 100
NEWEST = 50
# A browser asks again after so many seconds, with script or without.
PAUSE = "1"


def jobs_view(request: HttpRequest) -> HttpResponse:
    """One's own jobs, newest first: what waits for a word, and what broke off."""
    if not works_here(request.user):
        raise Http404
    jobs = BulkJob.objects.filter(user=staff(request))[:NEWEST]
    context = {**admin.site.each_context(request), "title": _("Work on many pages"), "jobs": jobs}
    return TemplateResponse(request, "admin/bulk_jobs.html", context)


def job_view(request: HttpRequest, number: int) -> HttpResponse:
    """A job, for who asked for it. While it is at work each request does a slice of it.

    Its owner has agreed by POST to what is done; asking for the page only goes on with that.
    """
    if not works_here(request.user):
        raise Http404
    user = staff(request)
    jobs = BulkJob.objects.select_related("topic", "section")
    job = get_object_or_404(jobs, pk=number, user=user)
    form = None
    if job.phase == Phase.ASKED:
        form = form_of(job, user, request.POST if "_check" in request.POST else None)
    if request.method == "POST":
        if _ordered(request, job, form):
            return HttpResponseRedirect(request.path)
    elif job.is_at_work:
        bulk_slices.work(job)
    response = TemplateResponse(request, "admin/bulk_job.html", _context(request, job, form))
    if job.is_at_work:
        response.headers["Refresh"] = PAUSE
    return response


def _ordered(request: HttpRequest, job: BulkJob, form: forms.Form | None) -> bool:
    """Do what a button says; whether the page is to be loaded anew."""
    if "_stop" in request.POST:
        bulk_slices.stop(job)
    elif "_run" in request.POST:
        bulk_slices.agree(job)
    elif form is not None and form.is_bound:
        if not form.is_valid():
            return False
        # Only where nobody has answered in another window.
        rows = BulkJob.objects.filter(pk=job.pk, phase=Phase.ASKED)
        rows.update(phase=Phase.CHECKING, **form.cleaned_data)
    return True


def _context(request: HttpRequest, job: BulkJob, form: forms.Form | None) -> dict[str, Any]:
    counts = job.counts()
    handled = counts["all"] - counts[Outcome.WAITING]
    items = job.items.select_related("publication").defer("publication__body")
    # What does not work comes first: it is what somebody has to look after.
    pages = Paginator(items.order_by("-outcome", "position"), ROWS)
    pages.count = counts["all"]  # known already
    page = pages.get_page(request.GET.get("trang"))
    return {
        **admin.site.each_context(request),
        "title": _("%(action)s: %(number)d pages")
        % {"action": job.get_action_display(), "number": counts["all"]},
        "job": job,
        "form": form,
        "counts": counts,
        "handled": handled,
        "rows": [_row(item) for item in page],
        "page": page,
    }


def _row(item: BulkItem) -> dict[str, Any]:
    page = item.publication
    in_bin = page is None or page.state == "binned"
    return {
        "item": item,
        "address": "" if in_bin or page is None else admin_address(page.kind, page.pk),
    }
