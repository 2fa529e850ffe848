"""Checks of a table asked together before a save, instead of one question each."""

from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Q


class CombinedCheck:
    """The check constraints of a table, validated in at most one query; singly where one fails.

    Stands in a list of constraints where the checks stood; the database itself keeps each of them.
    """

    fields: tuple[str, ...] = ()

    def __init__(self, checks: list[models.CheckConstraint]) -> None:
        self.checks = checks

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: set[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        """Raise ValidationError with the message of each check that the row fails."""
        known = [
            check
            for check in self.checks
            if _is_known(check, model, exclude) and not _allows_empty(check.condition, instance)
        ]
        if not known:
            return
        condition = reduce(and_, (Q(check.condition) for check in known))
        together = models.CheckConstraint(condition=condition, name="all")
        # Django puts each column that is not left out into the question, asked for or not.
        unnamed = _unnamed(condition, model) | (exclude or set())
        try:
            together.validate(model, instance, unnamed, using)
        except ValidationError:
            _validate_singly(known, model, instance, exclude, using)


def _unnamed(condition: Q, model: type[models.Model]) -> set[str]:
    """Return the columns of a table that a condition does not name, itself or by one worked out."""
    named = {path[0] for path in model._get_expr_references(condition)}  # type: ignore[attr-defined]  # Django's own
    fields = model._meta.local_fields
    if any(field.generated and field.name in named for field in fields):
        return set()
    return {field.name for field in fields if not named & {field.name, field.attname}}


def _is_known(
    check: models.CheckConstraint, model: type[models.Model], exclude: set[str] | None
) -> bool:
    """Return whether the check names no column that was left out, as wrong ones are."""
    return not (exclude and check._expression_refs_exclude(model, check.condition, exclude))  # type: ignore[attr-defined]  # Django's own rule


def _allows_empty(condition: object, instance: models.Model) -> bool:
    """Return whether the condition holds because a column is empty: `Q(column=None) | …`."""
    if not isinstance(condition, Q) or condition.negated or condition.connector != Q.OR:
        return False
    return any(
        (field.name, None) in condition.children and getattr(instance, field.attname) is None
        for field in instance._meta.concrete_fields
    )


def _validate_singly(
    checks: list[models.CheckConstraint],
    model: type[models.Model],
    instance: models.Model,
    exclude: set[str] | None,
    using: str,
) -> None:
    errors: dict[str, Any] = {}
    for check in checks:
        try:
            check.validate(model, instance, exclude, using)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
    if errors:
        raise ValidationError(errors)


def combine_checks(
    constraints: Sequence[models.BaseConstraint],
) -> list[CombinedCheck | models.BaseConstraint]:
    """Return the constraints of a table with its checks made one.

    That a text is not empty is left out: the field says so itself, without a query.
    """
    checks = [
        each
        for each in constraints
        if isinstance(each, models.CheckConstraint) and not _forbids_empty(each.condition)
    ]
    others: list[CombinedCheck | models.BaseConstraint] = [
        each for each in constraints if not isinstance(each, models.CheckConstraint)
    ]
    return [CombinedCheck(checks), *others] if checks else others


def _forbids_empty(condition: object) -> bool:
    """Return whether a condition is `~Q(field="")` and no more."""
    if not isinstance(condition, Q) or not condition.negated or len(condition.children) != 1:
        return False
    (child,) = condition.children
    return isinstance(child, tuple) and child[1] == ""
