"""JSON-LD of a notice."""

from django.conf import settings
from django.utils.safestring import SafeString

from news.notices.models import Notice
from portal.publishing.structured import (
    corrected,
    json_ld_script,
    known_facts,
    made_up,
    modified,
    organization,
)


def notice_page(notice: Notice) -> SafeString:
    """Return the notice as a work of the department with its days."""
    data = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "name": notice.title,
        "abstract": notice.summary or notice.title,
        "identifier": notice.number,
        "genre": notice.section.name if notice.section else "",
        "dateCreated": notice.issued_on.isoformat(),
        "expires": notice.closes_at.isoformat() if notice.closes_at else "",
        "dateModified": modified(notice),
        "inLanguage": notice.language,
        "publisher": organization(),
        "url": settings.SITE_URL + notice.path,
    }
    return json_ld_script(known_facts(data) | made_up(notice) | corrected(notice))
