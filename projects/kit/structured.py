"""JSON-LD that plans, projects, promises and indicators have in common."""

from typing import Any

from django.conf import settings

from portal.exchange.datafiles.facts import licence
from portal.exchange.datafiles.options import CONTENT_TYPES, beside
from portal.exchange.opendata.descriptions import licence_address
from portal.publishing.models import Publication
from portal.publishing.structured import made_up, organization


def page_data(publication: Publication, kind: str) -> dict[str, Any]:
    """Return what schema.org asks of a page of any kind: name, address and description."""
    data = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": publication.title,
        "description": publication.summary or publication.title,
        "url": settings.SITE_URL + publication.path,
    }
    return data | made_up(publication)


def creative_work(publication: Publication) -> dict[str, Any]:
    """Return a page as schema.org's CreativeWork, published by the department."""
    data = page_data(publication, "CreativeWork")
    return data | {"inLanguage": publication.language, "publisher": organization()}


def dataset_fields(path: str) -> dict[str, Any]:
    """Return creator, licence and downloads of the Dataset that the page at `path` shows."""
    return {
        "creator": organization(),
        "usageInfo": licence(),
        "license": licence_address(),
        "distribution": [_download(path, extension) for extension in CONTENT_TYPES],
    }


def _download(path: str, extension: str) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "encodingFormat": CONTENT_TYPES[extension].partition(";")[0],
        "contentUrl": settings.SITE_URL + beside(path, extension),
    }
