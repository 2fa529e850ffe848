"""Related rows as JSON in the query of their owners, so that lists need no further queries."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import Cast, JSONObject

from portal.publishing.applying import fields_from_plain


def embedded(rows: models.QuerySet[models.Model], *names: str) -> ArraySubquery:
    """Return an array subquery of related rows as JSON, for the `annotate()` of their owner."""
    columns = {name: _column(rows.model, name) for name in names}
    return ArraySubquery(rows.values(row=JSONObject(**columns)))


def rows_of[M: models.Model](model: type[M], json_rows: list[dict[str, object]]) -> list[M]:
    """Return unsaved model rows with just the embedded columns; never save them."""
    return [_row(model, json_row) for json_row in json_rows]


def _column(model: type[models.Model], name: str) -> Cast | str:
    # A number in JSON would come back as a float, without its own digits.
    is_decimal = isinstance(model._meta.get_field(name), models.DecimalField)
    return Cast(name, models.TextField()) if is_decimal else name


def _row[M: models.Model](model: type[M], values: dict[str, object]) -> M:
    row = model(pk=values.get("id"))
    fields_from_plain(row, values)
    return row
