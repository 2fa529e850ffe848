"""Public relations between documents, grouped by kind and direction."""

from dataclasses import dataclass, replace

from django.db.models import QuerySet

from news.documents.effect import PASSIVE_LABELS, Tie, done_to
from news.documents.models import DocumentRelation, OfficialDocument
from portal.publishing.models.querysets import heavy_columns

type Relations = QuerySet[DocumentRelation]


@dataclass(frozen=True, slots=True)
class OtherDocument:
    """The other document: a page, or words where there is none that readers may see."""

    document: OfficialDocument | None
    words: str
    # Whether it was to do something, and was ended by its own first day.
    never_did: bool = False


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """Related documents of one kind and direction."""

    tie: Tie
    label: str
    others: list[OtherDocument]
    # Whether this document does it; else it is done to it.
    does: bool


def relations_of(document: OfficialDocument) -> list[RelationGroup]:
    """Return the relations of others to the document, then its own, in two queries."""
    relations = [
        (False, Tie(row.tie), OtherDocument(row.source, "", row.never_did))  # type: ignore[attr-defined]  # annotated
        for row in _with_other(done_to(document), "source")
    ]
    own = _with_other(document.relations.all(), "target")
    relations += [(True, Tie(row.tie), other) for row in own if (other := _other(row)) is not None]
    return _grouped(relations)


def striking(groups: list[RelationGroup]) -> list[RelationGroup]:
    """Return what others do to the document's effect, without those that never had one."""
    struck = [each for each in groups if not each.does and each.tie != Tie.GUIDES]
    acting = (
        replace(group, others=[other for other in group.others if not other.never_did])
        for group in struck
    )
    return [group for group in acting if group.others]


def _with_other(rows: Relations, end: str) -> Relations:
    """Return the relations with the document at one end, as far as it is named in a list."""
    rows = rows.select_related(end, f"{end}__document_kind", f"{end}__issuer")
    return rows.defer(*heavy_columns(end))


def _other(relation: DocumentRelation) -> OtherDocument | None:
    """Return the target of one of the document's own relations, as far as it is public."""
    if relation.target is not None and relation.target.is_public:
        return OtherDocument(relation.target, "")
    return OtherDocument(None, relation.words) if relation.words else None


def _grouped(relations: list[tuple[bool, Tie, OtherDocument]]) -> list[RelationGroup]:
    found: list[RelationGroup] = []
    for does in (False, True):
        for tie in Tie:
            others = [each for side, its, each in relations if (side, its) == (does, tie)]
            label = str(tie.label if does else PASSIVE_LABELS[tie])
            if others:
                found.append(RelationGroup(tie, label, others, does))
    return found
