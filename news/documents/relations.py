"""How a document and others stand to each other, as readers may know it."""

from dataclasses import dataclass

from django.utils import timezone

from news.documents.effect import SUFFERED, Tie
from news.documents.models import DocumentRelation, OfficialDocument
from portal.publishing.models.querysets import public_rule


@dataclass(frozen=True, slots=True)
class Other:
    """The other document: a page, or words where there is none that readers may see."""

    document: OfficialDocument | None
    words: str


@dataclass(frozen=True, slots=True)
class Related:
    """Others that stand to a document in one way."""

    tie: Tie
    label: str
    others: list[Other]
    # Whether this document does it; else it is done to it.
    does: bool


def relations_of(document: OfficialDocument) -> list[Related]:
    """What others do to the document, then what it does to others; two queries."""
    now = timezone.now()
    read = ("document_kind", "issuer")
    suffered = DocumentRelation.objects.filter(public_rule(now, "source__"), target=document)
    does = document.relations.select_related("target", *(f"target__{name}" for name in read))
    told = [
        (False, Tie(row.tie), Other(row.source, ""))
        for row in suffered.select_related("source", *(f"source__{name}" for name in read))
    ]
    told += [(True, Tie(row.tie), other) for row in does if (other := _other(row)) is not None]
    return _grouped(told)


def _other(relation: DocumentRelation) -> Other | None:
    """The other side of a relation that the document itself tells, as far as it is public."""
    if relation.target is not None and relation.target.is_public:
        return Other(relation.target, "")
    return Other(None, relation.words) if relation.words else None


def _grouped(told: list[tuple[bool, Tie, Other]]) -> list[Related]:
    found: list[Related] = []
    for does in (False, True):
        for tie in Tie:
            others = [each for side, its, each in told if (side, its) == (does, tie)]
            label = str(tie.label if does else SUFFERED[tie])
            if others:
                found.append(Related(tie, label, others, does))
    return found
