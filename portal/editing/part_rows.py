"""The rows of a page's parts for its form: read with the page, or out of the text that waits.

The form of a page is shown without a query for each part and without a write: a change that waits
is never put in place to be looked at.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import DecimalField, F, Model, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject

from portal.kit.typing import ModelField
from portal.publishing.applying import fields_from_plain
from portal.publishing.models import Publication
from portal.publishing.models.revision import VersionData

_PREFIX: Final = "part_"

# The rows of each part by its name, as a version keeps them; of many-to-many relations, too.
type PlainParts = Mapping[str, list[dict[str, Any]]]
type Parts = dict[str, list[Any]]


class KnownRows(list[Any]):
    """Rows at hand in the place of the queryset that a set of forms narrows to its page."""

    ordered = totally_ordered = True

    def __init__(self, model: type[Model], rows: Iterable[Model]) -> None:
        super().__init__(rows)
        self.model = model

    def filter(self, **_conditions: object) -> Self:
        return self


def with_parts[P: Publication](rows: QuerySet[P]) -> QuerySet[P]:
    """Return the pages with the rows of their parts, for `parts_of`."""
    found = {f"{_PREFIX}{name}": _as_json(rows.model, name) for name in rows.model.PARTS}
    annotated: Any = rows.annotate(**found)
    return annotated  # type: ignore[no-any-return]  # the same pages


def parts_of(page: Publication) -> PlainParts:
    """Take the rows of the parts from a page that was read `with_parts`."""
    return {name: page.__dict__.pop(f"{_PREFIX}{name}") for name in page.PARTS}


def show_parts(page: Publication, plain: PlainParts, version: VersionData | None) -> Parts:
    """Let a page that is only shown have the parts of a version, or those it was read with."""
    parts: Parts = {}
    for name in page.PARTS:
        relation: Any = page._meta.get_field(name)
        kept = version["parts"].get(name, []) if version is not None else None
        if relation.many_to_many:
            parts[name] = _chosen(relation, plain[name], kept)
        else:
            rows = plain[name] if kept is None else kept
            parts[name] = [_row(relation, values, page) for values in rows]
            if kept is not None:
                _sort(relation, parts[name])
    for name, rows in parts.items():
        _prefetched(page, name, rows)
    _tie_together(page, parts)
    return parts


def name_of_part(page: Publication, model: type[Model], fk_name: str | None) -> str | None:
    """Return the name of the part that an inline shows; None where it shows no part."""
    for name in page.PARTS:
        relation: Any = page._meta.get_field(name)
        if relation.many_to_many or relation.related_model is not model:
            continue
        if fk_name in (None, relation.field.name):
            return name
    return None


def _as_json(kind: type[Publication], name: str) -> ArraySubquery:
    relation: Any = kind._meta.get_field(name)
    model = relation.related_model
    if relation.many_to_many:
        rows = relation.remote_field.through._base_manager
        owner, prefix = relation.m2m_field_name(), f"{relation.m2m_reverse_field_name()}__"
    else:
        rows, owner, prefix = model._base_manager, relation.field.name, ""
    columns = {field.attname: _column(field, prefix) for field in model._meta.concrete_fields}
    order = [_behind(prefix, each) for each in _ordering(relation)]
    found = rows.filter(**{owner: OuterRef("pk")}).order_by(*order)
    return ArraySubquery(found.values(row=JSONObject(**columns)))


def _column(field: ModelField, prefix: str) -> Any:
    """Return the expression of a column; JSON would make a number with decimals inexact."""
    path = F(f"{prefix}{field.attname}")
    return Cast(path, TextField()) if isinstance(field, DecimalField) else path


def _ordering(relation: Any) -> list[str]:
    owner = None if relation.many_to_many else relation.field.name
    names = [name for name in relation.related_model._meta.ordering if name.lstrip("-") != owner]
    return names or ["pk"]


def _behind(prefix: str, name: str) -> str:
    sign = "-" if name.startswith("-") else ""
    return f"{sign}{prefix}{name.lstrip('-')}"


def _sort(relation: Any, rows: list[Any]) -> None:
    """Sort as PostgreSQL does: what is empty comes last, and first where it counts down."""
    for name in reversed(_ordering(relation)):
        rows.sort(key=partial(_key, name.lstrip("-")), reverse=name.startswith("-"))


def _key(field: str, row: Model) -> tuple[bool, Any]:
    value = getattr(row, field)
    return value is None, value


def _row(relation: Any, values: dict[str, Any], page: Publication) -> Any:
    row = _loaded(relation.related_model, values)
    setattr(row, relation.field.name, page)
    return row


def _loaded(model: type[Model], values: dict[str, Any]) -> Any:
    row = model(pk=values["id"])
    fields_from_plain(row, values)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return row


def _chosen(relation: Any, plain: list[dict[str, Any]], keys: list[int] | None) -> list[Any]:
    """Return the rows of a many-to-many relation; only those of a change that are new are read."""
    model = relation.related_model
    rows = [_loaded(model, values) for values in plain]
    if keys is None or {row.pk for row in rows} == set(keys):
        return rows
    # One may have been removed since the version was kept.
    found: list[Any] = list(model._base_manager.filter(pk__in=keys))
    return found


def _prefetched(row: Model, name: str, rows: list[Any]) -> None:
    """Let a relation of a row have these rows, as Django does when it prefetches them."""
    known: QuerySet[Any] = getattr(row, name).get_queryset()
    known._result_cache = rows
    known._prefetch_done = True  # type: ignore[attr-defined]  # Django's own mark
    cache: dict[str, Any] = row.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[name] = known


def _tie_together(page: Publication, parts: Parts) -> None:
    """Let the rows of parts that name one another, such as a move its milestone, be at hand."""
    models = {page._meta.get_field(name).related_model: rows for name, rows in parts.items()}
    for rows in parts.values():
        for field in _relations(rows):
            targets = models.get(field.related_model)
            if targets is not None:
                _tie(field, rows, targets)


def _relations(rows: list[Any]) -> list[Any]:
    fields = rows[0]._meta.concrete_fields if rows else ()
    return [field for field in fields if field.many_to_one]


def _tie(field: Any, rows: list[Any], targets: list[Any]) -> None:
    by_key = {target.pk: target for target in targets}
    naming: dict[Any, list[Any]] = {key: [] for key in by_key}
    for row in rows:
        key = getattr(row, field.attname)
        if key in by_key:
            setattr(row, field.name, by_key[key])
            naming[key].append(row)
    accessor = field.remote_field.get_accessor_name()
    if accessor:
        for key, found in naming.items():
            _prefetched(by_key[key], accessor, found)
