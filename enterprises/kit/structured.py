"""JSON-LD of what enterprises are, make and take part in."""

from django.conf import settings
from django.utils.safestring import SafeString

from portal.publishing.structured import json_ld_script


def json_ld_of(kind: str, name: str, path: str, **facts: object) -> SafeString:
    """Return a thing with a page as schema.org has it, with those facts that are known."""
    data = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": name,
        "url": settings.SITE_URL + path,
    }
    return json_ld_script(data | {key: value for key, value in facts.items() if value})
