"""The JSON-LD of a master plan."""

from django.utils.safestring import SafeString

from portal.publishing.structured import corrected, json_ld_script, organization
from projects.kit.structured import page_data
from projects.plans.models import MasterPlan


def plan_json_ld(plan: MasterPlan) -> SafeString:
    """The plan as schema.org's CreativeWork."""
    data = page_data(plan, "CreativeWork") | {
        "inLanguage": plan.language,
        "publisher": organization(),
    }
    if plan.scope:
        data["about"] = plan.scope
    return json_ld_script(data | corrected(plan))
