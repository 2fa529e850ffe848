from portal.publishing.models import Publication, heavy_columns
from portal.publishing.models.querysets import HEAVY_COLUMNS


def test_they_are_a_pages_own_or_those_behind_relations():
    assert heavy_columns() == ["body", "summary", "search_vector"]
    assert heavy_columns("project", "call__project") == [
        "project__body",
        "project__summary",
        "project__search_vector",
        "call__project__body",
        "call__project__summary",
        "call__project__search_vector",
    ]


def test_every_page_has_them():
    assert set(HEAVY_COLUMNS) <= {field.name for field in Publication._meta.get_fields()}
