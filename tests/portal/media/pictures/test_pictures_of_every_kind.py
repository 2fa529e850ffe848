"""A picture that any kind of page shows is known to be in use, so that nobody deletes it."""

import json

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


def test_covers_and_logos_are_among_them():
    assert {"cover_id", "logo_id"} <= set(COLUMNS)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_version_names_the_pictures_in_its_fields(column):
    with connection.cursor() as cursor:
        data = json.dumps({"fields": {column: 7}})
        cursor.execute("SELECT portal_pictures_in(%s::jsonb)", [data])
        assert cursor.fetchone() == (["cover:7"],)
