"""A plan with 200 projects, 40 indicators and 20 years of quarters is still one light page."""

import gzip

import pytest

from tests.projects.large import large_plan

pytestmark = pytest.mark.django_db

MAX_BYTES = 60 * 1024


def test_the_largest_plan_asks_few_queries_and_weighs_little(client, django_assert_num_queries):
    plan = large_plan()
    client.get(plan.path)
    with django_assert_num_queries(8):
        page = client.get(plan.path).content
    assert page.count(b"chart-milestone") == 1000
    assert page.count("còn thiếu".encode()) == 80
    assert len(gzip.compress(page)) <= MAX_BYTES
    summary = client.get(f"{plan.path}tom-tat/").content
    assert len(gzip.compress(summary)) <= MAX_BYTES / 10
