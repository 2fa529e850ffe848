"""The effect of documents on a day, by their days and by what others do to them."""

from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Exists, Func, OuterRef, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.postgres.keys import KeyAmong, array_of
from portal.kit.postgres.prepared import Prepared, PreparedText
from portal.publishing.models.querysets import heavy_columns
from portal.publishing.models.state_now import StateNow, state_in_words
from portal.publishing.models.visibility import public_rule

if TYPE_CHECKING:
    from news.documents.models import DocumentRelation, OfficialDocument

    type Relations = QuerySet[DocumentRelation]

# A statement and its parameters.
type Sql = tuple[str, list[object]]


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


def with_effect[R: QuerySet[Any, Any]](
    rows: R, day: date | None = None, at: datetime | None = None
) -> R:
    """Return the documents with `effect`, their state on the day; today's where none is given.

    Another document counts once readers can see it and from its own first day of effect.
    """
    documents: Any = rows.model
    on, at = day or timezone.localdate(), at or timezone.now()
    ended, partly = (_targets(documents, ties)(at=at, on=on) for ties in (ENDING, ENDING_PARTLY))
    return rows.annotate(effect=_Effect(on, ended, partly))


def for_titles(
    documents: "type[OfficialDocument]", keys: Collection[int]
) -> "list[OfficialDocument]":
    """Return the documents of these keys with what is said beside their titles."""
    now, today = timezone.now(), timezone.localdate()
    return _for_titles(documents)(keys=array_of(keys), at=now, today=today)


@cache
def _for_titles(documents: "type[OfficialDocument]") -> "Prepared[OfficialDocument]":
    def build(keys: str, at: datetime, today: date) -> "QuerySet[OfficialDocument]":
        rows = documents.objects.filter(KeyAmong(keys)).select_related("document_kind")
        return with_effect(rows.only("number", "issued_on", "document_kind"), today, at)

    return Prepared(build, keys=str, at=datetime, today=date)


def changed_without[R: QuerySet[Any, Any]](rows: R, source: int) -> R:
    """Return the documents of another state today if readers did not see the one of that key."""
    today, now = timezone.localdate(), timezone.now()
    others = _public_relations(rows.model, now).exclude(source=source)
    ended, partly = (_sql_of(_targets_of(others, ties, today)) for ties in (ENDING, ENDING_PARTLY))
    return with_effect(rows, today, now).exclude(effect=_Effect(today, ended, partly))


@cache
def _targets(documents: "type[OfficialDocument]", ties: tuple[Tie, ...]) -> PreparedText:
    """Return the statement for keys of documents that public ones have these ties to."""

    def build(at: datetime, on: date) -> "QuerySet[DocumentRelation, Any]":
        return _targets_of(_public_relations(documents, at), ties, on)

    return PreparedText(build, at=datetime, on=date)


def _sql_of(rows: QuerySet[Any, Any]) -> Sql:
    sql, params = rows.query.sql_with_params()
    return sql, list(params)


# What was annulled before its first day will never be in force.
_CASE: Final = (
    "CASE WHEN {expires_on} <= %s OR {pk} IN ({ended}) THEN %s WHEN {effective_on} > %s THEN %s"
    " WHEN {is_effect_unknown} THEN %s WHEN {pk} IN ({partly}) THEN %s ELSE %s END"
)


class _Effect(Func):
    """The state on a day as one expression of four columns, of statements that are compiled.

    As conditions of Django's own it was a third of what a page of documents cost.
    """

    output_field = CharField()

    def __init__(self, on: date, ended: Sql, partly: Sql) -> None:
        super().__init__("pk", "expires_on", "effective_on", "is_effect_unknown")
        self._on, self._ended, self._partly = on, ended, partly

    def as_sql(  # type: ignore[override]  # none of a function's words
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_words: Any
    ) -> tuple[str, list[Any]]:
        pk, expires_on, effective_on, is_effect_unknown = (
            compiler.compile(each)[0] for each in self.get_source_expressions()
        )
        (ended, of_ended), (partly, of_partly) = self._ended, self._partly
        sql = _CASE.format(
            pk=pk,
            expires_on=expires_on,
            effective_on=effective_on,
            is_effect_unknown=is_effect_unknown,
            ended=ended,
            partly=partly,
        )
        coming = [self._on, Effect.COMING.value]
        params = [self._on, *of_ended, Effect.OVER.value, *coming, Effect.UNKNOWN.value]
        return sql, [*params, *of_partly, Effect.PARTLY.value, Effect.IN_FORCE.value]


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
    return found.order_by().values("target")


def _public_relations(documents: "type[OfficialDocument]", at: datetime) -> "Relations":
    """Return the relations from documents that readers may see at a moment."""
    # Their model knows this file.
    relations: Any = documents.relations.rel.related_model._default_manager
    found: Relations = relations.filter(public_rule(at, "source__"))
    return found


def done_to(document: "OfficialDocument") -> QuerySet[Any, Any]:
    """Return what public documents do to one; `never_did` where that came to nothing."""
    relations = _public_relations(type(document), timezone.now())
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
