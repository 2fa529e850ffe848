"""The admin's lists at any size: few queries, and no count of the whole table."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.kit import admin as kit_admin
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", [builders.reporter, builders.editor, builders.publisher])
def test_a_list_opens_with_few_queries_and_counts_no_table(client, who):
    for number in range(3):
        builders.article(f"Bài {number}")
    client.force_login(who())
    client.get("/admin/news/article/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/admin/news/article/")
    assert len(asked) <= 10
    counts = [query["sql"] for query in asked if "COUNT(" in query["sql"].upper()]
    assert counts
    assert all(f"LIMIT {kit_admin.MAX_ROWS + 1}" in sql for sql in counts)


def test_a_list_is_leafed_through_as_far_as_it_is_counted(client, monkeypatch):
    monkeypatch.setattr(kit_admin, "MAX_ROWS", 2)
    for number in range(5):
        builders.article(f"Bài {number}")
    client.force_login(builders.editor())
    assert "2 bài viết" in client.get("/admin/news/article/").text
