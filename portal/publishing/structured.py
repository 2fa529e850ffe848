"""JSON-LD: what search engines and other machines read of a page."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.kit.samples import with_mark
from portal.kit.site_names import site_name
from portal.media.pictures.models import Picture
from portal.publishing.languages import ENGLISH
from portal.publishing.metadata import PageFacts
from portal.publishing.models import Attachment, EnglishVersion, Publication
from portal.publishing.models.kinds import kind_named

# What could end the script element or start a comment in it is written as an escape.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def organization() -> dict[str, Any]:
    """Return the department as schema.org's GovernmentOrganization."""
    return {
        "@type": "GovernmentOrganization",
        "name": site_name(),
        "url": settings.SITE_URL + "/",
    }


def known_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the facts that are known: of what is not, machines are told nothing."""
    return {name: value for name, value in facts.items() if value}


def corrected(publication: Publication) -> dict[str, Any]:
    """Return what a page's corrections are as schema.org's CreativeWork has them."""
    comments = [
        {
            "@type": "CorrectionComment",
            "text": correction.text,
            "datePublished": timezone.localtime(correction.at).isoformat(),
            "url": f"{settings.SITE_URL}{publication.path}#{correction.anchor}",
        }
        for correction in publication.shown_corrections
    ]
    if not comments:
        return {}
    return {"correction": comments, "dateModified": modified(publication)}


def made_up(page: Publication) -> dict[str, str]:
    """Return that a page is a sample, which machines cannot see; nothing of any other."""
    if not page.is_sample:
        return {}
    return {"disambiguatingDescription": _("A sample, made up to show the site.")}


def english_version(version: EnglishVersion) -> str:
    """An English version as what its page is for schema.org, with the work that it translates."""
    original = version.translation_of
    assert original is not None  # noqa: S101  # the database keeps none without
    kind = kind_named(original.kind).SCHEMA_TYPE
    published = version.published_at and timezone.localtime(version.published_at).isoformat()
    data = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": version.title,
        "description": version.summary,
        "inLanguage": ENGLISH,
        "datePublished": published,
        "dateModified": modified(version),
        "mainEntityOfPage": settings.SITE_URL + version.path,
        "publisher": organization(),
        "translationOfWork": {
            "@type": kind,
            "name": original.title,
            "inLanguage": original.language,
            "url": settings.SITE_URL + original.path,
        },
    }
    return json_ld_script(data | made_up(original) | corrected(version))


def modified(publication: Publication) -> str:
    """Return when the page was last changed, never before readers first saw it."""
    return timezone.localtime(publication.last_changed_at).isoformat()


def breadcrumb_list(trail: Iterable[tuple[str, str]]) -> SafeString:
    """Return the way from the home page to this one, from pairs of path and label."""
    steps = [
        {
            "@type": "ListItem",
            "position": place,
            "name": str(label),
            "item": f"{settings.SITE_URL}{path}",
        }
        for place, (path, label) in enumerate(trail, start=1)
    ]
    data = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": steps}
    return json_ld_script(data)


def collection_page(name: str, path: str, about: str, pages: Iterable[Publication]) -> SafeString:
    """Return a page that gathers others, with those that it shows."""
    shown = [
        {
            "@type": "WebPage",
            "name": with_mark(page.title, is_sample=page.is_sample),
            "url": settings.SITE_URL + page.path,
        }
        for page in pages
    ]
    data = {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": name,
        "description": about,
        "url": settings.SITE_URL + path,
        "publisher": organization(),
        "hasPart": shown,
    }
    return json_ld_script(data)


def audio_object(recording: Attachment, page: PageFacts) -> dict[str, Any]:
    """Return a recording of a page; the page itself is its text."""
    known = {
        "@type": "AudioObject",
        "name": recording.name,
        "contentUrl": settings.SITE_URL + recording.address,
        "encodingFormat": recording.content_type,
        "contentSize": str(recording.size),
        "duration": f"PT{recording.seconds}S" if recording.seconds else "",
        "inLanguage": page.language,
        "encodesCreativeWork": {"@type": "CreativeWork", "@id": page.address},
    }
    return known_facts(known)


def video_object(film: Attachment, page: PageFacts) -> dict[str, Any]:
    """Return a film of a page as schema.org's VideoObject, with what is said in it."""
    known = {
        "@type": "VideoObject",
        "name": film.name,
        "description": film.transcript[:300] or film.name,
        "uploadDate": page.published_iso,
        "contentUrl": settings.SITE_URL + film.address,
        "thumbnailUrl": settings.SITE_URL + film.still.url if film.still else page.picture.address,
        "encodingFormat": film.content_type,
        "contentSize": str(film.size),
        "duration": f"PT{film.seconds}S" if film.seconds else "",
        "width": film.width,
        "height": film.height,
        "inLanguage": page.language,
        "transcript": film.transcript,
        "caption": _captions_object(film, page),
    }
    return known_facts(known)


def _captions_object(film: Attachment, page: PageFacts) -> dict[str, Any]:
    if not film.captions_address:
        return {}
    return {
        "@type": "MediaObject",
        "contentUrl": settings.SITE_URL + film.captions_address,
        "encodingFormat": "text/vtt",
        "inLanguage": page.language,
    }


def image_object(picture: Picture, *, about: str, page: PageFacts) -> dict[str, Any]:
    """Return a picture of a page as schema.org's ImageObject, with what it shows and its terms."""
    known = {
        "@type": "ImageObject",
        "contentUrl": settings.SITE_URL + picture.url,
        "width": picture.width,
        "height": picture.height,
        "caption": about,
        "inLanguage": page.language,
        "creditText": picture.credit,
        "license": picture.terms_url,
    }
    return known_facts(known)


def json_ld_script(data: Mapping[str, object]) -> SafeString:
    """Return the data as a script element of a type that no browser runs."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  # escaped above


def json_ld_of(kind: str, name: str, path: str, **facts: object) -> SafeString:
    """Return a thing with a page as schema.org has it, with those facts that are known."""
    data = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": name,
        "url": settings.SITE_URL + path,
    }
    return json_ld_script(data | known_facts(facts))
