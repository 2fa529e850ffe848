"""Structured data: an answered question as schema.org's FAQPage."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString

from portal.kit.text.html import plain_text
from portal.participation.questions.models import Answer
from portal.publishing.structured import corrected, json_ld_script, made_up, modified, organization


def question_page(answer: Answer) -> SafeString:
    """Return the question with its one answer, which is the department's; who asked is not told.

    A QAPage is one on which anybody may answer.
    """
    address = settings.SITE_URL + answer.path
    published = answer.published_at and timezone.localtime(answer.published_at).isoformat()
    question: dict[str, Any] = {
        "@type": "Question",
        "name": answer.title,
        "text": answer.question,
        "acceptedAnswer": {
            "@type": "Answer",
            "text": plain_text(answer.body) or answer.summary,
            "url": address,
            "datePublished": published,
            "author": _author(answer),
        },
    }
    if answer.asked_on:
        question["dateCreated"] = answer.asked_on.isoformat()
    data = {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "name": answer.title,
        "url": address,
        "inLanguage": answer.language,
        "datePublished": published,
        "dateModified": modified(answer),
        "mainEntity": [question],
    }
    return json_ld_script(data | made_up(answer) | corrected(answer))


def _author(answer: Answer) -> dict[str, Any]:
    if not answer.answered_by:
        return organization()
    return {
        "@type": "Organization",
        "name": answer.answered_by,
        "parentOrganization": organization(),
    }
