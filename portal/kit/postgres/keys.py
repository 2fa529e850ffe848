"""Keys of rows as one value of a prepared statement, however many they are."""

from collections.abc import Iterable

from django.db.models import BooleanField, Model
from django.db.models.expressions import RawSQL


def as_array(keys: Iterable[int]) -> str:
    """Return keys as PostgreSQL writes an array of them."""
    return f"{{{','.join(map(str, keys))}}}"


def is_among(model: type[Model], column: str, keys: str) -> RawSQL:
    """Return the condition that a column of a model's own table is one of `as_array(keys)`."""
    return RawSQL(  # noqa: S611  # names of our own
        f'"{model._meta.db_table}"."{column}" = ANY(%s::bigint[])',
        (keys,),
        output_field=BooleanField(),
    )
