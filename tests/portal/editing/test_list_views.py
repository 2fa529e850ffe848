"""The tabs above a list of pages: mine, waiting, scheduled, published, all."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.publishing import services, workflow
from portal.publishing.models import State
from tests import builders

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_article_changelist")


@pytest.fixture
def me():
    return builders.editor()


@pytest.fixture
def pages(me):
    """One page for each tab, all by somebody else but the draft."""
    builders.article("Của tôi", state=State.DRAFT, published_at=None, by=me)
    builders.article("Đang chờ", state=State.SUBMITTED, published_at=None)
    builders.article("Ngày mai", published_at=timezone.now() + timedelta(days=1))
    builders.article("Đã hiện")
    changed = builders.article("Có thay đổi")
    changed.summary = "Tóm tắt mới"
    services.save(changed, by=me)
    workflow.transition(changed, to=State.SUBMITTED, by=me)


def titles(client, **query):
    found = client.get(LIST, query)
    assert found.status_code == 200
    return {row.title for row in found.context["cl"].result_list}


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        ("cua-toi", {"Của tôi", "Có thay đổi"}),
        ("cho-duyet", {"Đang chờ", "Có thay đổi"}),
        ("hen-gio", {"Ngày mai"}),
        ("da-dang", {"Đã hiện", "Có thay đổi"}),
        ("khong-co", {"Của tôi", "Đang chờ", "Ngày mai", "Đã hiện", "Có thay đổi"}),
    ],
)
def test_a_tab_shows_its_pages(client, me, pages, view, shown):
    client.force_login(me)
    assert titles(client, viec=view) == shown


def test_a_tab_goes_together_with_a_filter_and_a_search(client, me, pages):
    client.force_login(me)
    assert titles(client, viec="cua-toi", state__exact="draft") == {"Của tôi"}
    assert titles(client, viec="da-dang", q="thay doi") == {"Có thay đổi"}


def test_the_tab_in_use_is_said_and_the_panel_stays_folded(client, me, pages):
    client.force_login(me)
    page = client.get(LIST, {"viec": "hen-gio"}).text
    assert '<a href="?viec=hen-gio" aria-current="page"' in page
    assert '<details class="list-filters">' in page
    open_page = client.get(LIST, {"state__exact": "draft"}).text
    assert '<details class="list-filters" open>' in open_page
