"""Real legal documents of 2002 to 2007: facts, each with the page that confirms it."""

from collections import Counter
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.utils.html import escape, format_html

from news.documents.effect import Tie
from news.documents.models import DocumentKind, OfficialDocument
from portal.kit.text.normalize import slugify
from portal.organisations.models import Organisation, OrganisationKind
from portal.publishing import translating
from portal.publishing.first_content import get_or_publish
from portal.publishing.sample_pages import Row, read_rows
from portal.publishing.translating import TRANSLATED

IN_ENGLISH: Final = (
    "<p>The title in English; the law itself stands in Vietnamese, with its source.</p>"
)
FILE: Final = Path(__file__).parent / "documents.toml"


def load() -> Counter[str]:
    """Publish the documents that are not here yet; return how many were new."""
    return Counter({"documents": sum(map(_bring, read_rows(FILE)))})


def _bring(row: Row) -> bool:
    """Publish a document; what no source says of its effect is left unknown."""
    document = OfficialDocument(
        title=row["title"],
        slug=slugify(f"{row['kind']} {row['number']}"),
        number=row["number"],
        document_kind=DocumentKind.objects.get_or_create(name=row["kind"])[0],
        issuer=_issuer(row["issuer"]),
        signer=row.get("signer", ""),
        issued_on=row["issued"],
        effective_on=row["effective"] if "effective" in row else row["issued"],
        expires_on=row.get("ends"),
        is_effect_unknown="ends" not in row,
        body=_body(row),
    )

    def add_tie(document: OfficialDocument) -> None:
        guided = OfficialDocument.objects.filter(number=row.get("guides")).first()
        if guided is not None:
            document.relations.create(tie=Tie.GUIDES, target=guided)

    is_new = get_or_publish(document, topics=row["topics"], parts=add_tie)
    if is_new and "english" in row:
        words = {"title": row["english"], "summary": "", "body": IN_ENGLISH}
        translating.publish_once(document, note=TRANSLATED, **words)
    return is_new


def _issuer(name: str) -> Organisation:
    kind = {"kind": OrganisationKind.STATE}
    return Organisation.objects.get_or_create(name=name, defaults=kind)[0]


def _body(row: Row) -> str:
    note = f"<p>{escape(row['note'])}</p>" if "note" in row else ""
    source = row["source"]
    return note + format_html(
        '<p>Nguồn đối chiếu: <a href="{}">{}</a>.</p>', source, urlsplit(source).hostname
    )
