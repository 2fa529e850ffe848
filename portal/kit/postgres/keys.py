"""Many keys as one value: however many they are, a queryset about them has one shape."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import BooleanField, Func, Model, Value

from portal.kit.postgres.prepared import Prepared


class KeyAmong(Func):
    """The condition that a row's key, or another column, is in what `array_of` has written."""

    template = "%(expressions)s::bigint[])"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, keys: str, column: str = "pk") -> None:
        super().__init__(column, Value(keys))


def array_of(keys: Iterable[int]) -> str:
    """Return keys as PostgreSQL writes an array of them."""
    return f"{{{','.join(map(str, keys))}}}"


def rows_by_keys[M: Model](model: type[M], keys: Iterable[int], *columns: str) -> list[M]:
    """Return the rows of a model that have these keys, with some of their columns."""
    return _by_keys(model, columns)(keys=array_of(keys))


@cache
def _by_keys(model: Any, columns: tuple[str, ...]) -> Prepared[Any]:
    return Prepared(lambda keys: model.objects.filter(KeyAmong(keys)).only(*columns), keys=str)
