"""JSON-LD of documents, as schema.org's Legislation."""

from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from news.documents.effect import Effect, Tie, effect_of
from news.documents.models import OfficialDocument
from news.documents.relations import RelationGroup
from portal.publishing.structured import corrected, json_ld_script, made_up, modified

FORCES = {
    Effect.COMING: "https://schema.org/NotInForce",
    Effect.IN_FORCE: "https://schema.org/InForce",
    Effect.PARTLY: "https://schema.org/PartiallyInForce",
    Effect.OVER: "https://schema.org/NotInForce",
}
TIES = {
    Tie.AMENDS: "legislationAmends",
    Tie.REPLACES: "legislationRepeals",
    Tie.ANNULS: "legislationRepeals",
    Tie.ANNULS_PARTLY: "legislationAmends",
    Tie.GUIDES: "legislationEnsuresImplementationOf",
}


def legislation(document: OfficialDocument, related: list[RelationGroup]) -> SafeString:
    """Return the document as schema.org's Legislation, with its public relations."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": f"{document.full_number}: {document.title}",
        "legislationIdentifier": document.number,
        "legislationType": document.document_kind.name,
        "legislationPassedBy": {"@type": "Organization", "name": document.issuer.name},
        "legislationDate": document.issued_on.isoformat(),
        "abstract": document.summary or document.title,
        "inLanguage": document.language,
        "dateModified": modified(document),
        "url": settings.SITE_URL + document.path,
    }
    effect = effect_of(document)
    # Nothing is said of a force that nobody has confirmed, nor of an end that is not known.
    if force := FORCES.get(effect):
        data["legislationLegalForce"] = force
        if effect != Effect.OVER or document.expires_on:
            data["temporalCoverage"] = _coverage(document)
    return json_ld_script(data | _ties(related) | made_up(document) | corrected(document))


def _coverage(document: OfficialDocument) -> str:
    """Return the interval of effect by ISO 8601, open where there is no end yet."""
    end = document.expires_on.isoformat() if document.expires_on else ".."
    start = document.known_effective_on
    return f"{start.isoformat() if start else '..'}/{end}"


def _ties(related: list[RelationGroup]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for group in related:
        if group.does:
            rows = [_named(other.document, other.words) for other in group.others]
            found.setdefault(TIES[group.tie], []).extend(rows)
    return found


def _named(document: OfficialDocument | None, words: str) -> dict[str, str]:
    if document is None:
        return {"@type": "Legislation", "name": words}
    return {
        "@type": "Legislation",
        "legislationIdentifier": document.number,
        "name": f"{document.full_number}: {document.title}",
        "url": settings.SITE_URL + document.path,
    }
