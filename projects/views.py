from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from portal.publishing.paging import page_of
from projects.figures import goals_of, latest_of, target_to_show, targets_of
from projects.models import Indicator, MasterPlan, Project
from projects.models.evidence import UNSEEN_OF_A_SOURCE
from projects.structured import indicator_json_ld, plan_json_ld, project_json_ld

# The newest figures of an indicator that its page shows; twenty years of quarters.
FIGURES = 80
UNSEEN_OF_A_PLAN = ("plan__body", "plan__summary", "plan__search_vector")


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
        "attachments": list(plan.attachments.all()),
        "topics": list(plan.topics.all()),
        "json_ld": plan_json_ld(plan),
    }
    return render(request, "projects/masterplan_detail.html", context)


def project_list(request: HttpRequest) -> HttpResponse:
    rows = Project.objects.public().for_lists().by_name()
    page = page_of(request, rows.select_related("plan").defer(*UNSEEN_OF_A_PLAN))
    return render(request, "projects/project_list.html", {"page": page, "projects": page.rows})


def project(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(
        Project.objects.public()
        .select_related("cover", "plan", "evidence")
        .defer(*UNSEEN_OF_A_PLAN, *UNSEEN_OF_A_SOURCE),
        path=Project.path_of(slug),
    )
    context = {
        "project": found,
        "attachments": list(found.attachments.all()),
        "topics": list(found.topics.all()),
        "json_ld": project_json_ld(found),
    }
    return render(request, "projects/project_detail.html", context)


def indicator_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, Indicator.objects.public().for_lists().by_name().with_figures())
    year = timezone.localdate().year
    shown = [
        {
            "indicator": indicator,
            "target": target_to_show(targets_of(indicator), year=year),
            "latest": latest_of(indicator),
        }
        for indicator in page.rows
    ]
    return render(request, "projects/indicator_list.html", {"page": page, "shown": shown})


def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(
        Indicator.objects.public().select_related("cover"), path=Indicator.path_of(slug)
    )
    targets = list(found.targets.with_sources().order_by("year"))
    newest = found.observations.with_sources().order_by("-ends_on", "-starts_on")
    figures = list(newest[:FIGURES])
    context = {
        "indicator": found,
        "target": target_to_show(targets, year=timezone.localdate().year),
        "latest": figures[0] if figures else None,
        "goals": goals_of(targets, figures),
        "figures": figures,
        "attachments": list(found.attachments.all()),
        "topics": list(found.topics.all()),
        "json_ld": indicator_json_ld(found),
    }
    return render(request, "projects/indicator_detail.html", context)
