"""The effect of documents on a day, by their days and by what others do to them."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.publishing.models.querysets import heavy_columns
from portal.publishing.models.state_now import StateNow, state_in_words
from portal.publishing.models.visibility import public_rule

if TYPE_CHECKING:
    from news.documents.models import DocumentRelation, OfficialDocument

    type Relations = QuerySet[DocumentRelation]


class Effect(models.TextChoices):
    """The state of a document on a day."""

    COMING = "coming", _("not yet in force")
    IN_FORCE = "in-force", _("in force")
    PARTLY = "partly", _("partly out of force")
    OVER = "over", _("no longer in force")
    UNKNOWN = "unknown", _("effect today not known")


class Tie(models.TextChoices):
    """The kind of relation from a document to another."""

    AMENDS = "amends", _("amends")
    REPLACES = "replaces", _("replaces")
    ANNULS = "annuls", _("annuls")
    ANNULS_PARTLY = "annuls-partly", _("annuls a part of")
    GUIDES = "guides", _("guides how to carry out")


# The same ties as the other document's page names them.
PASSIVE_LABELS = {
    Tie.AMENDS: _("is amended by"),
    Tie.REPLACES: _("is replaced by"),
    Tie.ANNULS: _("is annulled by"),
    Tie.ANNULS_PARTLY: _("is annulled in part by"),
    Tie.GUIDES: _("is guided by"),
}
ENDING = (Tie.REPLACES, Tie.ANNULS)
ENDING_PARTLY = (Tie.AMENDS, Tie.ANNULS_PARTLY)


def known_start(effective_on: date, issued_on: date, is_unknown: bool) -> date | None:
    """Return the first day of effect; None where the day of issue stands in for an unknown one."""
    return None if is_unknown and effective_on == issued_on else effective_on


def start_after(
    effective_on: date | None, issued_on: date | None, was_effective_on: date, was_issued_on: date
) -> date | None:
    """Return the first day of effect after a correction: of a day that is left alone, and was that
    of issue, nobody knows more than that.
    """
    follows = effective_on == was_effective_on == was_issued_on
    return issued_on if follows else effective_on


def with_effect[R: QuerySet[Any, Any]](rows: R, day: date | None = None) -> R:
    """Return the documents with `effect`, their state on the day; today's where none is given.

    Another document counts once readers can see it and from its own first day of effect.
    """
    relations = _public_relations(rows.model)
    return rows.annotate(effect=_effect(relations, day or timezone.localdate()))


def changed_without[R: QuerySet[Any, Any]](rows: R, source: int) -> R:
    """Return the documents of another state today if readers did not see the one of that key."""
    today = timezone.localdate()
    others = _public_relations(rows.model).exclude(source=source)
    return with_effect(rows, today).exclude(effect=_effect(others, today))


def _effect(relations: "Relations", on: date) -> Case:
    is_over = Q(expires_on__lte=on) | Q(pk__in=_targets_of(relations, ENDING, on))
    return Case(
        # What was annulled before its first day will never be in force.
        When(is_over, then=Value(Effect.OVER)),
        When(effective_on__gt=on, then=Value(Effect.COMING)),
        When(is_effect_unknown=True, then=Value(Effect.UNKNOWN)),
        When(pk__in=_targets_of(relations, ENDING_PARTLY, on), then=Value(Effect.PARTLY)),
        default=Value(Effect.IN_FORCE),
        output_field=CharField(),
    )


def _ended_before_its_first_day(relations: "Relations", document: str) -> Exists:
    """Return whether the document that a row names so was ended by its own first day of effect.

    Not by one that was itself ended so; no further link of such a chain is looked at.
    """
    return Exists(_ending(relations, document).exclude(Exists(_ending(relations, "source"))))


def _ending(relations: "Relations", document: str) -> "Relations":
    """Return what ends the document that a row names so, by its own first day of effect."""
    return relations.filter(
        tie__in=ENDING,
        target=OuterRef(document),
        source__effective_on__lte=OuterRef(f"{document}__effective_on"),
    )


def _targets_of(
    relations: "Relations", ties: tuple[Tie, ...], on: date
) -> "QuerySet[DocumentRelation, Any]":
    """Return the keys of documents that others have these ties to, as one subquery."""
    found = relations.filter(
        # What never came into force has done nothing to others.
        ~_ended_before_its_first_day(relations, "source"),
        tie__in=ties,
        source__effective_on__lte=on,
        target__isnull=False,
    )
    return found.values("target")


def _public_relations(documents: "type[OfficialDocument]") -> "Relations":
    """Return the relations from documents that readers may see."""
    # Their model knows this file.
    relations: Any = documents.relations.rel.related_model._default_manager
    found: Relations = relations.filter(public_rule(timezone.now(), "source__"))
    return found


def done_to(document: "OfficialDocument") -> QuerySet[Any, Any]:
    """Return what public documents do to one; `never_did` where that came to nothing."""
    relations = _public_relations(type(document))
    rows = relations.filter(target=document)
    found: QuerySet[Any, Any] = rows.annotate(
        never_did=_ended_before_its_first_day(relations, "source")
    )
    return found


def state_of(document: "OfficialDocument") -> StateNow:
    """Return the effect today, and what others do to the document."""
    effect = effect_of(with_effect(type(document).objects.filter(pk=document.pk)).get())
    rows = done_to(document).filter(never_did=False).order_by("pk")
    acting = list(rows.select_related("source__document_kind").defer(*heavy_columns("source")))
    words = [f"{PASSIVE_LABELS[Tie(row.tie)]} {row.source.full_number}" for row in acting]
    code = " ".join([effect, *sorted(f"{row.tie}:{row.source_id}" for row in acting)])
    return StateNow(code, state_in_words(str(effect.label), *words))


def effect_of(document: "OfficialDocument") -> Effect:
    """Return the state today of a document that was read `with_effect`."""
    return Effect(document.effect)  # type: ignore[attr-defined]  # annotated
