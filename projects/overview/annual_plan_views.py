"""Pages of the yearly programmes of work."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from portal.organisations.former_bodies import with_successions
from portal.publishing.attachments import attachments_of
from portal.publishing.models import heavy_columns
from portal.publishing.paging import page_of
from projects.overview.structured import annual_plan_json_ld
from projects.promises.counts import shares
from projects.work.models import AnnualPlan


def annual_plan_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, AnnualPlan.objects.public().for_lists().order_by("-year"))
    return render(request, "projects/annual_plan_list.html", {"page": page, "plans": page.rows})


def annual_plan(request: HttpRequest, slug: str) -> HttpResponse:
    plan = get_object_or_404(
        with_successions(AnnualPlan.objects.public())
        .select_related("cover", "evidence")
        .defer(*heavy_columns("evidence")),
        path=AnnualPlan.path_of(slug),
    )
    tasks = list(plan.tasks.with_due_status(timezone.localdate()).with_links())
    context = {
        "plan": plan,
        "tasks": tasks,
        "tally": shares(Counter(task.due_status for task in tasks)),
        "attachments": attachments_of(plan),
        "topics": list(plan.topics.all()),
        "json_ld": annual_plan_json_ld(plan),
    }
    return render(request, "projects/annual_plan_detail.html", context)
