"""JSON-LD of master plans, programmes of work and projects."""

from django.utils.safestring import SafeString

from portal.publishing.structured import corrected, json_ld_script, organization
from projects.kit.structured import creative_work, page_data
from projects.plans.models import MasterPlan
from projects.work.models import AnnualPlan, Project


def plan_json_ld(plan: MasterPlan) -> SafeString:
    """Return the plan as schema.org's CreativeWork."""
    data = creative_work(plan)
    if plan.scope:
        data["about"] = plan.scope
    return json_ld_script(data | corrected(plan))


def annual_plan_json_ld(plan: AnnualPlan) -> SafeString:
    """Return the programme of a year as schema.org's CreativeWork."""
    data = creative_work(plan) | {"temporalCoverage": str(plan.year)}
    return json_ld_script(data | corrected(plan))


def project_json_ld(project: Project) -> SafeString:
    """Return the project as schema.org's Project, of the department."""
    return json_ld_script(page_data(project, "Project") | {"parentOrganization": organization()})
