"""Constraints that many tables have, each with its message for people."""

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


def ends_after_it_begins(first: str, last: str, name: str, *, how: str = "gte") -> CheckConstraint:
    """Return the constraint on two days, of which each may be unknown."""
    return CheckConstraint(
        condition=Q(**{first: None}) | Q(**{last: None}) | Q(**{f"{last}__{how}": F(first)}),
        name=name,
        violation_error_message=_("The last day is before the first one."),
    )
