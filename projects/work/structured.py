"""The JSON-LD of projects and programmes."""

from django.utils.safestring import SafeString

from portal.publishing.structured import corrected, json_ld_script, organization
from projects.kit.structured import page_data
from projects.work.models import AnnualPlan, Project


def annual_plan_json_ld(plan: AnnualPlan) -> SafeString:
    """The programme of a year as schema.org's CreativeWork."""
    data = page_data(plan, "CreativeWork") | {
        "inLanguage": plan.language,
        "publisher": organization(),
    }
    return json_ld_script(data | {"temporalCoverage": str(plan.year)} | corrected(plan))


def project_json_ld(project: Project) -> SafeString:
    """The project as schema.org's Project, of the department."""
    return json_ld_script(page_data(project, "Project") | {"parentOrganization": organization()})
