"""The daily form: few fields at once, the rest folded away."""

import pytest
from bs4 import BeautifulSoup

from tests import builders

pytestmark = pytest.mark.django_db


def test_a_daily_article_needs_four_fields_and_all_others_are_folded(client):
    client.force_login(builders.reporter())
    page = BeautifulSoup(client.get("/admin/news/article/add/").content, "html.parser")
    shown = [
        row
        for row in page.select("fieldset .form-row")
        if row.find_parent("fieldset", class_="collapse") is None
        and row.find_parent(class_="inline-group") is None
    ]
    assert [row.select_one("label")["for"] for row in shown] == [
        "id_title",
        "id_summary",
        "id_body",
        "id_section",
    ], "What few articles need goes into kind_fieldsets, not into kind_fields"
