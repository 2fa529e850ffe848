"""Structured data: a draft as schema.org's CreativeWork, and its comments."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from portal.kit.moments import day_after, midnight
from portal.participation.consultations.models import (
    Consultation,
    ConsultationComment,
    ConsultationPhase,
)
from portal.publishing.structured import corrected, json_ld_script, made_up, modified, organization

STATUSES = {
    ConsultationPhase.COMING: "PotentialActionStatus",
    ConsultationPhase.OPEN: "ActiveActionStatus",
    ConsultationPhase.CLOSED: "CompletedActionStatus",
    ConsultationPhase.DONE: "CompletedActionStatus",
}


def consultation_json_ld(
    found: Consultation, comments: Iterable[ConsultationComment]
) -> SafeString:
    """Return the draft, who wrote it, from when to when people comment, and what they said."""
    page = settings.SITE_URL + found.path
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "name": found.title,
        "abstract": found.summary or found.title,
        "creativeWorkStatus": "Draft",
        "creator": {"@type": "Organization", "name": found.asker.name},
        "publisher": organization(),
        "inLanguage": found.language,
        "dateModified": modified(found),
        "url": page,
        "potentialAction": {
            "@type": "CommentAction",
            "actionStatus": f"https://schema.org/{STATUSES[found.phase]}",
            "startTime": midnight(found.opens_on).isoformat(),
            "endTime": midnight(day_after(found.closes_on)).isoformat(),
            "target": settings.SITE_URL + reverse("consultations:comment", args=[found.slug]),
        },
        "comment": [_comment(page, comment) for comment in comments],
    }
    return json_ld_script(data | made_up(found) | corrected(found))


def _comment(page: str, comment: ConsultationComment) -> dict[str, Any]:
    found = {
        "@type": "Comment",
        "text": comment.text,
        "dateCreated": timezone.localtime(comment.received_at).isoformat(),
        "url": f"{page}#{comment.number}",
    }
    name = comment.shown_name
    return found | ({"author": {"@type": "Person", "name": name}} if name else {})
