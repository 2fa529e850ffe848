"""The admin's lists at any size: few queries, and no count of the whole table."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.kit import admin as kit_admin
from portal.publishing import services
from portal.publishing.models import Publication, Revision, State
from tests import builders
from tests.portal.obligations.builders import duty

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", [builders.reporter, builders.editor, builders.publisher])
def test_a_list_opens_with_few_queries_and_counts_no_table(client, who):
    for number in range(3):
        builders.article(f"Bài {number}")
    client.force_login(who())
    client.get("/admin/news/article/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/admin/news/article/")
    assert len(captured) <= 10
    counts = [query["sql"] for query in captured if "COUNT(" in query["sql"].upper()]
    assert counts
    assert all(f"LIMIT {kit_admin.MAX_ROWS + 1}" in sql for sql in counts)
    # The state of what waits is worked out for the rows that are shown, not for all counted ones.
    assert not any("publishing_changeset" in sql for sql in counts)


def test_a_list_is_leafed_through_as_far_as_it_is_counted(client, monkeypatch):
    monkeypatch.setattr(kit_admin, "MAX_ROWS", 2)
    for number in range(5):
        builders.article(f"Bài {number}")
    client.force_login(builders.editor())
    assert "2 bài viết" in client.get("/admin/news/article/").text


def test_the_last_change_is_that_which_waits_too(client):
    """What readers have is older than what somebody has typed since."""
    article, writer = builders.article(), builders.editor()
    Publication.objects.filter(pk=article.pk).update(updated_at=datetime(2020, 1, 1, tzinfo=UTC))
    client.force_login(writer)
    assert "01/01/2020 07:00" in client.get("/admin/news/article/").text
    article.refresh_from_db()
    article.title = "Mới"
    services.save(article, by=writer)
    Revision.objects.filter(change_set__isnull=False).update(
        created_at=datetime(2021, 1, 1, tzinfo=UTC)
    )
    assert "01/01/2021 07:00" in client.get("/admin/news/article/").text


def listed(client, **query):
    return [
        row.title for row in client.get("/admin/news/article/", query).context["cl"].result_list
    ]


def test_titles_go_by_the_vietnamese_alphabet(client):
    titles = ["Đề án", "An toàn", "Xây dựng", "Ứng dụng", "Dự thảo"]
    for title in titles:
        builders.article(title)
    client.force_login(builders.editor())
    in_order = ["An toàn", "Dự thảo", "Đề án", "Ứng dụng", "Xây dựng"]
    assert listed(client, o="1") == in_order
    assert listed(client, o="-1") == in_order[::-1]


def test_a_heading_sorts_by_what_an_index_gives_and_by_nothing_else(client):
    """Every other column would be sorted in full, at each page of a million rows."""
    old, new = builders.article("Cũ"), builders.article("Mới", state=State.DRAFT)
    Publication.objects.filter(pk=old.pk).update(updated_at=datetime(2020, 1, 1, tzinfo=UTC))
    client.force_login(builders.editor())
    assert listed(client, o="5") == [old.title, new.title]
    for other in ("2", "-2", "3", "-3", "4", "-4"):
        assert listed(client, o=other) == [new.title, old.title]
    page = client.get("/admin/news/article/").text
    headings = BeautifulSoup(page, "html.parser").select("th.sortable .text")
    assert [heading.get_text(strip=True) for heading in headings] == ["Tiêu đề", "Sửa lần cuối"]


def test_days_due_are_a_column_only_where_a_page_has_one(client):
    late = builders.article("Bài có hạn", state=State.DRAFT, published_at=None)
    client.force_login(builders.editor())
    assert 'data-label="Hạn"' not in (shown := client.get("/admin/news/article/").text)
    assert "column-due_marks" not in shown
    duty(late)
    assert 'data-label="Hạn"' in (shown := client.get("/admin/news/article/").text)
    assert "column-due_marks" in shown
    # A list sorted by a column stays so.
    sorted_by = client.get("/admin/news/article/?o=5").context["cl"].get_ordering_field_columns()
    assert sorted_by == {5: "asc"}


def test_who_has_no_role_is_found_by_that_name(client):
    builders.person("khong-vai-tro")
    client.force_login(builders.person("quantri", is_superuser=True))
    shown = client.get("/admin/portal/user/").text
    assert "chưa có vai trò" in shown
    found = client.get("/admin/portal/user/?groups__isnull=True").text
    assert "khong-vai-tro" in found


def test_without_a_search_no_number_is_called_its_results(client):
    builders.article("Bài")
    client.force_login(builders.editor())
    assert "kết quả" not in client.get("/admin/news/article/").text
    assert "1 kết quả" in client.get("/admin/news/article/?q=bài").text
