"""What the JSON-LD of plans, projects and indicators has in common."""

from typing import Any

from django.conf import settings

from portal.exchange.datafiles.options import CONTENT_TYPES, beside
from portal.publishing.models import Publication


def page_data(publication: Publication, kind: str) -> dict[str, Any]:
    """Return what schema.org asks of a page of any kind: name, address and description."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": publication.title,
        "url": settings.SITE_URL + publication.path,
    }
    if publication.summary:
        data["description"] = publication.summary
    return data


def download(path: str, extension: str) -> dict[str, str]:
    """Return the data file beside a page as a DataDownload."""
    return {
        "@type": "DataDownload",
        "encodingFormat": CONTENT_TYPES[extension].partition(";")[0],
        "contentUrl": settings.SITE_URL + beside(path, extension),
    }
