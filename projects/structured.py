"""What machines read of plans, projects and indicators: JSON-LD of their kinds."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from portal.datafiles.facts import licence
from portal.datafiles.formats import CONTENT_TYPES, beside
from portal.publishing.models import Publication
from portal.publishing.structured import corrected, json_ld_script, organization
from projects.models import AnnualPlan, Indicator, MasterPlan, Project


def _page(publication: Publication, kind: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": publication.title,
        "url": settings.SITE_URL + publication.path,
    }
    if publication.summary:
        data["description"] = publication.summary
    return data


def plan_json_ld(plan: MasterPlan) -> SafeString:
    """The plan as schema.org's CreativeWork."""
    data = _page(plan, "CreativeWork") | {"inLanguage": plan.language, "publisher": organization()}
    if plan.scope:
        data["about"] = plan.scope
    return json_ld_script(data | corrected(plan))


def annual_plan_json_ld(plan: AnnualPlan) -> SafeString:
    """The programme of a year as schema.org's CreativeWork."""
    data = _page(plan, "CreativeWork") | {"inLanguage": plan.language, "publisher": organization()}
    return json_ld_script(data | {"temporalCoverage": str(plan.year)} | corrected(plan))


def project_json_ld(project: Project) -> SafeString:
    """The project as schema.org's Project, of the department."""
    return json_ld_script(_page(project, "Project") | {"parentOrganization": organization()})


def indicator_json_ld(indicator: Indicator) -> SafeString:
    """The indicator as schema.org's Dataset of one measured variable."""
    measured = {"@type": "PropertyValue", "name": indicator.title, "unitText": indicator.unit}
    if indicator.definition:
        measured["description"] = indicator.definition
    data = _page(indicator, "Dataset") | {
        "creator": organization(),
        "variableMeasured": measured,
        "license": {"@type": "CreativeWork", "text": licence()},
        "distribution": [_download(indicator.path, extension) for extension in CONTENT_TYPES],
    }
    return json_ld_script(data | corrected(indicator))


def promises_json_ld(name: str) -> SafeString:
    """The list of promises as schema.org's Dataset, with its files."""
    path = reverse("projects:promise_list")
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": name,
        "url": settings.SITE_URL + path,
        "creator": organization(),
        "license": {"@type": "CreativeWork", "text": licence()},
        "distribution": [_download(path, extension) for extension in CONTENT_TYPES],
    }
    return json_ld_script(data)


def _download(path: str, extension: str) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "encodingFormat": CONTENT_TYPES[extension].partition(";")[0],
        "contentUrl": settings.SITE_URL + beside(path, extension),
    }
