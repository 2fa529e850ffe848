"""A picture that any kind of page shows is known to be in use, so that nobody deletes it."""

import json
from typing import Any

import pytest
from django.db import connection

from portal.media.pictures.models import Picture
from portal.publishing.models.kinds import kinds

pytestmark = pytest.mark.django_db
COLUMNS = sorted(
    {
        field.attname
        for model in kinds().values()
        for field in model._meta.concrete_fields
        if field.related_model is Picture
    }
)
ROWS = sorted(
    {
        (name, field.attname)
        for model in kinds().values()
        for name in model.PARTS
        for field in model._meta.get_field(name).related_model._meta.concrete_fields
        if model._meta.get_field(name).one_to_many and field.related_model is Picture
    }
)


def pictures_in(data: dict[str, Any]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_pictures_in(%s::jsonb)", [json.dumps(data)])
        return cursor.fetchone()[0]


def test_covers_logos_and_galleries_are_among_them():
    assert {"cover_id", "logo_id"} <= set(COLUMNS)
    assert {("gallery", "picture_id"), ("attachments", "still_id")} <= set(ROWS)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_version_names_the_pictures_in_its_fields(column):
    assert pictures_in({"fields": {column: 7}, "parts": {"topics": [3]}}) == ["cover:7"]


@pytest.mark.parametrize(("part", "column"), ROWS)
def test_a_version_names_the_pictures_in_its_rows(part, column):
    rows = [{"id": 1, column: 7}, {"id": 2, column: 7}, {"id": 3, column: 9}, {"id": 4}]
    assert pictures_in({"fields": {}, "parts": {"topics": [3], part: rows}}) == [
        "cover:7",
        "cover:9",
    ]
    assert pictures_in({"fields": {}, "parts": {part: [{"id": 1, column: None}]}}) == []
