"""Checks of a table asked together before a save, instead of one question each."""

from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models


class CombinedCheck:
    """The check constraints of a table, validated in one query; singly only where one fails.

    Stands in a list of constraints where the checks stood; the database itself keeps each of them.
    """

    fields: tuple[str, ...] = ()

    def __init__(self, checks: list[models.CheckConstraint]) -> None:
        self.checks = checks

    def validate(
        self, model: Any, instance: Any, exclude: Any = None, using: str = DEFAULT_DB_ALIAS
    ) -> None:
        """Raise ValidationError with the message of each check that the row fails."""
        words: Any = {"exclude": exclude, "using": using}
        known = [check for check in self.checks if _is_known(check, model, exclude)]
        if not known:
            return
        condition = reduce(and_, (check.condition for check in known))
        try:
            models.CheckConstraint(condition=condition, name="all").validate(
                model, instance, **words
            )
        except ValidationError:
            _validate_singly(known, model, instance, **words)


def _is_known(check: models.CheckConstraint, model: Any, exclude: Any) -> bool:
    """Whether the check names no column that was left out, as one that is wrong already is."""
    return not (exclude and check._expression_refs_exclude(model, check.condition, exclude))  # type: ignore[attr-defined]  # Django's own rule


def _validate_singly(checks: list[models.CheckConstraint], *row: Any, **words: Any) -> None:
    errors: dict[str, Any] = {}
    for check in checks:
        try:
            check.validate(*row, **words)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
    if errors:
        raise ValidationError(errors)


def combine_checks(constraints: Sequence[Any]) -> list[Any]:
    """The constraints of a table with its checks made one."""
    checks = [each for each in constraints if isinstance(each, models.CheckConstraint)]
    others = [each for each in constraints if not isinstance(each, models.CheckConstraint)]
    return [CombinedCheck(checks), *others] if checks else others
