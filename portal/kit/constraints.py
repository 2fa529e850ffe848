"""Constraints that many tables have, each with its message for people."""

from collections.abc import Collection

from django.db.models import CheckConstraint, Choices, F, Q
from django.utils.translation import gettext_lazy as _


def is_known(field: str, choices: type[Choices], name: str) -> CheckConstraint:
    """Return the constraint that a field holds one of its choices."""
    return CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def is_on_the_web(field: str, name: str) -> CheckConstraint:
    """Return the constraint that an address, where there is one, is of the web."""
    return CheckConstraint(
        condition=Q(**{field: ""}) | Q(**{f"{field}__regex": "^https?://"}),
        name=name,
        violation_error_message=_("A website begins with http:// or https://."),
    )


def ends_after_it_begins(
    first: str, last: str, name: str, *, how: str = "gte", known: Collection[str] = ()
) -> CheckConstraint:
    """Return the constraint on two days; those that are not `known` may be unknown."""
    condition = Q(**{f"{last}__{how}": F(first)})
    for day in (last, first):
        if day not in known:
            condition = Q(**{day: None}) | condition
    return CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message=_("The last day is before the first one."),
    )
