"""The JSON-LD of the promises."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from portal.exchange.datafiles.facts import licence
from portal.exchange.datafiles.options import CONTENT_TYPES
from portal.publishing.structured import json_ld_script, organization
from projects.kit.structured import download


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
        "distribution": [download(path, extension) for extension in CONTENT_TYPES],
    }
    return json_ld_script(data)
