"""Work on many pages in the admin: begun in the list of a kind, followed on a page of its own.

Requests write down what is to be done and show how far it is; the helper does it.
"""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import IS_POPUP_VAR, ActionLocation
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.accounts.roles import staff, works_here
from portal.accounts.sessions import BY_ITSELF
from portal.editing.bulk import tasks
from portal.editing.bulk.actions import offered
from portal.editing.bulk.models import (
    MAX_ROWS,
    Action,
    BulkItem,
    BulkJob,
    ItemOutcome,
    Phase,
    TooMany,
)
from portal.kit.admin_pages import own_page_context, show_own_page
from portal.kit.text.normalize import nfc, slugify
from portal.publishing.models import Publication, Section, State, Topic
from portal.publishing.models.access import limits_of
from portal.publishing.models.kinds import admin_address, kind_named

SUGGESTED = 100
ROWS = 100
NEWEST = 50
# A browser asks again after so many seconds, with script or without.
PAUSE = "2"


class BulkMixin(ModelAdmin[Any]):
    """Offers in the list what the person may do with many pages of the kind."""

    def get_actions(
        self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request, action_location)
        if IS_POPUP_VAR in request.GET or action_location != ActionLocation.CHANGE_LIST:
            return actions
        for action in offered(staff(request), self.model):
            actions[action.value] = admin.options.Action(
                func=partial(_begin, action),
                name=action.value,
                description=str(action.label),
                plural_description=str(action.label),
                locations=[action_location],
            )
        return actions


def _begin(
    action: Action, modeladmin: BulkMixin, request: HttpRequest, rows: QuerySet[Publication]
) -> HttpResponse | None:
    return plan(request, action, rows, kind=modeladmin.model.KIND)


def plan(
    request: HttpRequest, action: Action, rows: QuerySet[Publication], *, kind: str = ""
) -> HttpResponse:
    """Write a job down for these pages and lead to it."""
    chosen = rows.values_list("pk", "revision_number", "title")[: MAX_ROWS + 1]
    try:
        job = tasks.plan(action, chosen, by=staff(request), kind=kind)
    except TooMany:
        text = _("At most %(most)d pages go at once; narrow the list by a filter or a search.")
        messages.error(request, text % {"most": MAX_ROWS})
        return HttpResponseRedirect(request.get_full_path())
    return HttpResponseRedirect(reverse("admin:bulk_job", args=[job.pk]))


class WordForm(forms.Form):
    """Why pages are withdrawn or binned."""

    comment = forms.CharField(label=gettext_lazy("Why"), max_length=500)


class TopicForm(forms.Form):
    """The topic that pages get, by its name; some names are suggested while it is typed."""

    topic = forms.CharField(
        label=gettext_lazy("Name of the topic"),
        max_length=100,
        widget=forms.TextInput(attrs={"list": "topics", "autocomplete": "off"}),
    )

    def clean_topic(self) -> Topic:
        name = nfc(self.cleaned_data["topic"]).strip()
        # The address word tells no capitals from small letters, nor marks from none.
        found = Topic.objects.filter(Q(name=name) | Q(slug=slugify(name)))
        topic = sorted(found, key=lambda topic: topic.name != name)[0] if found else None
        if topic is None:
            raise forms.ValidationError(
                _("There is no topic of this name; see the list of topics.")
            )
        return topic

    @property
    def suggestions(self) -> list[str]:
        return list(Topic.objects.values_list("name", flat=True)[:SUGGESTED])


class SectionForm(forms.Form):
    """The section that pages move to: of their kind, and one that the person works in."""

    section = forms.ModelChoiceField(label=gettext_lazy("Section"), queryset=Section.objects.none())


def form_of(job: BulkJob, user: User, data: QueryDict | None = None) -> forms.Form:
    """Return the form that asks what this job lacks."""
    if job.action == Action.TOPIC:
        return TopicForm(data)
    if job.action != Action.SECTION:
        return _word_form(job, data)
    form = SectionForm(data)
    sections = Section.objects.of_kind(job.kind)
    if limits := limits_of(user):
        sections = sections.filter(pk__in=limits)
    form.fields["section"].queryset = sections  # type: ignore[attr-defined]  # a choice of rows
    return form


def _word_form(job: BulkJob, data: QueryDict | None) -> forms.Form:
    form = WordForm(data)
    if _keepers_read(job):
        form.fields["comment"].help_text = _(
            "Of a published page of an enterprise, whoever speaks for that one reads just these "
            "words in a letter."
        )
    return form


def _keepers_read(job: BulkJob) -> bool:
    """Return whether readers have a chosen page, of a kind that others than the staff keep."""
    if kind_named(job.kind).has_keeper is Publication.has_keeper:
        return False
    return job.items.filter(publication__state=State.PUBLISHED).exists()


def jobs_view(request: HttpRequest) -> HttpResponse:
    """One's own jobs, newest first: what waits for a word, and what broke off."""
    if not works_here(request.user):
        raise Http404
    jobs = BulkJob.objects.filter(user=staff(request))[:NEWEST]
    return show_own_page(
        request,
        "admin/bulk/jobs.html",
        _("Work on many pages"),
        handbook_anchor="viec-hang-loat",
        jobs=jobs,
    )


def job_view(request: HttpRequest, number: int) -> HttpResponse:
    """Show a job to who asked for it; only a POST has anything done."""
    if not works_here(request.user):
        raise Http404
    user = staff(request)
    jobs = BulkJob.objects.select_related("topic", "section")
    job = get_object_or_404(jobs, pk=number, user=user)
    form = None
    if job.phase == Phase.ASKED:
        form = form_of(job, user, request.POST if "_check" in request.POST else None)
    if request.method == "POST" and _ordered(request, job, form):
        return HttpResponseRedirect(request.path)
    again = request.GET.copy()
    if again.pop(BY_ITSELF, None) and not job.is_at_work:
        # Whoever reads on from here is at work: no link may carry the word along.
        return HttpResponseRedirect(f"{request.path}?{again.urlencode()}".removesuffix("?"))
    response = TemplateResponse(request, "admin/bulk/job.html", _context(request, job, form))
    if job.is_at_work:
        again[BY_ITSELF] = "1"
        response.headers["Refresh"] = f"{PAUSE}; url=?{again.urlencode()}"
    return response


def _ordered(request: HttpRequest, job: BulkJob, form: forms.Form | None) -> bool:
    """Do what a button says, and return whether the page is to be loaded anew."""
    if "_stop" in request.POST:
        tasks.stop(job)
    elif "_run" in request.POST:
        tasks.agree(job)
    elif form is not None and form.is_bound:
        if not form.is_valid():
            return False
        tasks.try_out(job, **form.cleaned_data)
    return True


def _context(request: HttpRequest, job: BulkJob, form: forms.Form | None) -> dict[str, Any]:
    counts = job.counts()
    handled = counts["all"] - counts[ItemOutcome.WAITING]
    items = job.items.select_related("publication").defer("publication__body")
    # What does not work comes first: it is what somebody has to look after.
    pages = Paginator(items.order_by("-outcome", "position"), ROWS)
    pages.count = counts["all"]  # known already
    page = pages.get_page(request.GET.get("trang"))
    title = _("%(action)s: %(number)d pages")
    return own_page_context(
        request,
        title % {"action": job.get_action_display(), "number": counts["all"]},
        job=job,
        form=form,
        counts=counts,
        handled=handled,
        rows=[_row(item) for item in page],
        page=page,
    )


def _row(item: BulkItem) -> dict[str, Any]:
    page = item.publication
    in_bin = page is None or page.state == "binned"
    return {
        "item": item,
        "address": "" if in_bin or page is None else admin_address(page.kind, page.pk),
    }
