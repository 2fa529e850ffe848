"""Pages of master plans."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from portal.publishing.attachments import attachments_of
from portal.publishing.paging import page_of
from projects.models import MasterPlan, Project
from projects.models.evidence import UNSEEN_OF_A_SOURCE
from projects.structured import plan_json_ld


def masterplan_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, MasterPlan.objects.with_public_projects())
    return render(request, "projects/masterplan_list.html", {"page": page, "plans": page.rows})


def masterplan(request: HttpRequest, slug: str) -> HttpResponse:
    plan = get_object_or_404(
        MasterPlan.objects.public().select_related("cover", "evidence").defer(*UNSEEN_OF_A_SOURCE),
        path=MasterPlan.path_of(slug),
    )
    projects = Project.objects.public().for_lists().by_name()
    # What the same source speaks of without saying that it belongs to a plan.
    others = projects.filter(plan=None, evidence=plan.evidence_id) if plan.evidence else []
    context = {
        "plan": plan,
        "projects": list(projects.filter(plan=plan)),
        "others": list(others),
        "attachments": attachments_of(plan),
        "topics": list(plan.topics.all()),
        "json_ld": plan_json_ld(plan),
    }
    return render(request, "projects/masterplan_detail.html", context)
