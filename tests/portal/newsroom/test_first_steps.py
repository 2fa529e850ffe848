"""The list for the first days: done by doing, skipped by a button, gone after a month."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.publishing import workflow
from portal.publishing.models import State
from tests import builders

pytestmark = pytest.mark.django_db
INDEX, SKIP = "/admin/", "/admin/bat-dau/"


def open_steps(client):
    """What is left to do, by the addresses that lead there."""
    page = BeautifulSoup(client.get(INDEX).content, "html.parser")
    return [link["href"] for link in page.select(".desk-first a")]


def test_each_step_falls_off_when_it_is_done_and_at_last_the_list(client):
    reporter = builders.reporter()
    client.force_login(reporter)
    new, the_bin, mishaps = "/admin/news/article/add/", "/admin/thung-rac/", "/admin/so-tay/#lo-tay"
    assert open_steps(client) == [new, the_bin, mishaps]
    article = builders.article("Bài đầu", by=reporter, state=State.DRAFT, published_at=None)
    form, preview = (f"/admin/news/article/{article.pk}/{end}/" for end in ("change", "xem-truoc"))
    of_another = builders.article("Bài của người khác")
    client.get(f"/admin/news/article/{of_another.pk}/xem-truoc/")
    assert open_steps(client) == [preview, form, the_bin, mishaps]
    client.get(preview)
    assert open_steps(client) == [form, the_bin, mishaps]
    workflow.transition(article, to=State.SUBMITTED, by=reporter)
    assert open_steps(client) == [the_bin, mishaps]
    client.get(the_bin)
    client.get("/admin/so-tay/")
    assert "desk-first" not in client.get(INDEX).text
    reporter.refresh_from_db()
    assert "done" in reporter.first_steps


def test_who_decides_begins_with_reading_a_text(client):
    publisher, reporter = builders.publisher(), builders.reporter()
    client.force_login(publisher)
    waiting, about = "/admin/news/article/?viec=cho-duyet", "/admin/so-tay/?muc=duyet-bai#duyet-bai"
    assert open_steps(client) == [waiting, about, "/admin/thung-rac/", "/admin/so-tay/#lo-tay"]
    article = builders.article("Bài đầu", by=reporter, state=State.DRAFT, published_at=None)
    workflow.transition(article, to=State.SUBMITTED, by=reporter)
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    # Who has decided has not read about it yet.
    assert open_steps(client) == [about, "/admin/thung-rac/", "/admin/so-tay/#lo-tay"]
    client.get(about)
    assert open_steps(client) == ["/admin/thung-rac/", "/admin/so-tay/#lo-tay"]


def test_the_section_on_mishaps_is_in_the_handbook(client):
    client.force_login(builders.reporter())
    assert 'id="lo-tay"' in client.get("/admin/so-tay/").text


def test_everybody_is_led_to_what_is_new(client):
    client.force_login(builders.reporter())
    assert 'href="/admin/so-tay/#co-gi-moi"' in client.get(INDEX).text
    assert 'id="co-gi-moi"' in client.get("/admin/so-tay/").text


def test_who_knows_the_way_skips_it(client):
    reporter = builders.reporter()
    client.force_login(reporter)
    assert client.get(SKIP).status_code == 405
    again = f'action="{SKIP}"'
    assert again not in client.get("/admin/so-tay/").text
    assert "desk-first" not in client.post(SKIP, follow=True).text
    assert "desk-first" not in client.get(INDEX).text
    # The handbook has the way back.
    assert again in client.get("/admin/so-tay/").text
    assert "desk-first" in client.post(SKIP, {"again": ""}, follow=True).text
    assert again not in client.get("/admin/so-tay/").text


def test_after_a_month_nobody_is_new(client):
    reporter = builders.reporter()
    reporter.date_joined = timezone.now() - timedelta(days=31)
    reporter.save()
    client.force_login(reporter)
    assert "desk-first" not in client.get(INDEX).text
    client.get("/admin/thung-rac/")
    reporter.refresh_from_db()
    assert reporter.first_steps == []
