"""Texts that quote a figure, and a figure that is corrected."""

from django.db import transaction

from portal.publishing.dry_run import allow_live_writes
from projects.indicators import observations
from projects.indicators.quoted_figures import reference
from tests import builders


def article(figure, title="Bài dẫn số liệu", before="Đạt", after="máy/100 dân", **fields):
    body = f"<p>{before} [[{reference(figure)}]] {after}.</p>"
    return builders.article(title, body=body, **fields)


def correct(figure, value, **fields):
    """The figure corrected as an approved change would."""
    row = observations.as_row(figure) | {"value": value, "reason": "Đếm lại"} | fields
    with transaction.atomic(), allow_live_writes():
        observations.record(figure.indicator, [row])


def text(client, path):
    return client.get(path).text
