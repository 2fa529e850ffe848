"""JSON-LD of a procedure, as schema.org's GovernmentService."""

from django.conf import settings
from django.utils.safestring import SafeString

from news.procedures.models import Procedure
from portal.publishing.structured import json_ld_script, known_facts, made_up, organization


def government_service(procedure: Procedure) -> SafeString:
    """Return the procedure as a service of the department."""
    data = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": procedure.title,
        "description": procedure.summary or procedure.title,
        "identifier": procedure.code,
        "serviceType": procedure.section.name if procedure.section else "",
        "serviceOutput": (
            {"@type": "Thing", "name": procedure.outcome} if procedure.outcome else ""
        ),
        "provider": organization(),
        "availableChannel": (
            {"@type": "ServiceChannel", "serviceUrl": procedure.national_url}
            if procedure.national_url
            else ""
        ),
        "url": settings.SITE_URL + procedure.path,
    }
    return json_ld_script(known_facts(data) | made_up(procedure))
