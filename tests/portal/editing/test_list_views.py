"""The tabs above a list of pages: mine, waiting, scheduled, published, all."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.articles.models import Article
from portal.editing import saved_views
from portal.publishing import changes, services, workflow
from portal.publishing.models import Bundle, BundleMember, BundleState, State
from portal.publishing.scheduling import in_words
from tests import builders

pytestmark = pytest.mark.django_db
TABS = saved_views.WorkFilter.title
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


def test_a_change_of_a_withdrawn_page_waits_for_nobody(client, me, pages):
    client.force_login(me)
    page = Article.objects.get(title="Có thay đổi")
    workflow.transition(page, to=State.WITHDRAWN, by=builders.publisher(), comment="Đăng nhầm")
    assert titles(client, viec="cho-duyet") == {"Đang chờ"}


def approved_change(title, by):
    page = builders.article(title)
    page.summary = "Tóm tắt mới"
    services.save(page, by=by)
    for state in (State.SUBMITTED, State.APPROVED):
        workflow.transition(page, to=state, by=None)
    return changes.open_change(page)


def bundled(page, **fields):
    bundle = Bundle.objects.create(name=f"Đợt của {page}", **fields)
    BundleMember.objects.create(bundle=bundle, publication_id=page.pk)


def test_what_is_decided_and_has_its_moment_waits_for_nobody(client, me, pages):
    """It is scheduled, as its row says, and the first page, too."""
    change, moment = approved_change("Thay đổi ngày mai", me), timezone.now() + timedelta(days=1)
    type(change).objects.filter(pk=change.pk).update(publish_at=moment)
    approved_change("Chờ đăng", me)
    bundled(approved_change("Trong đợt", me).publication)
    later = builders.article("Bài của đợt hẹn giờ", state=State.APPROVED, published_at=None)
    bundled(later, state=BundleState.SCHEDULED, publish_at=moment, scheduled_by=me)
    client.force_login(me)
    assert titles(client, viec="cho-duyet") == {"Đang chờ", "Có thay đổi", "Chờ đăng"}
    scheduled = {"Ngày mai", "Thay đổi ngày mai", "Bài của đợt hẹn giờ"}
    assert titles(client, viec="hen-gio") == scheduled
    assert titles(client, state__exact="scheduled") == scheduled
    assert tab_counts(client)[1:3] == ["3", "3"]


def test_the_moment_of_another_s_change_is_for_editors(client, me):
    change, moment = approved_change("Thay đổi ngày mai", me), timezone.now() + timedelta(days=1)
    type(change).objects.filter(pk=change.pk).update(publish_at=moment)
    with_bundle = approved_change("Trong đợt", me).publication
    bundled(with_bundle, state=BundleState.SCHEDULED, publish_at=moment, scheduled_by=me)
    reporter = builders.reporter("khac")
    for person, shown in ((reporter, set()), (me, {"Thay đổi ngày mai", "Trong đợt"})):
        client.force_login(person)
        assert titles(client, viec="hen-gio") == shown
        assert titles(client, state__exact="scheduled") == shown
        assert tab_counts(client)[2] == str(len(shown))
        assert (in_words(moment) in client.get(LIST).text) is bool(shown)
    type(change).objects.filter(pk=change.pk).update(opened_by=reporter)
    Article.objects.filter(pk=with_bundle.pk).update(created_by=reporter)
    client.force_login(reporter)
    assert titles(client, viec="hen-gio") == {"Thay đổi ngày mai", "Trong đợt"}
    assert in_words(moment) in client.get(LIST).text


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


def tab_counts(client):
    """The number on each tab, in their order; the tab of all pages has none."""
    (tabs,) = [spec for spec in client.get(LIST).context["cl"].filter_specs if spec.title == TABS]
    return [tab.get("count") for tab in tabs.choices(client.get(LIST).context["cl"])]


def test_each_tab_says_how_many_pages_it_has(client, me, pages):
    client.force_login(me)
    assert tab_counts(client) == ["2", "2", "1", "2", None]
    assert '<span class="list-tabs-count"\n        >2</span>' in client.get(LIST).text


def test_a_tab_counts_only_what_the_person_may_read(client, pages):
    client.force_login(builders.reporter("khac"))
    assert tab_counts(client) == ["0", "1", "0", "2", None]


def test_counting_ends_at_99(client, me, monkeypatch, pages):
    monkeypatch.setattr(saved_views, "MAX_COUNTED", 1)
    client.force_login(me)
    assert tab_counts(client) == ["1+", "1+", "1", "1+", None]


@pytest.mark.parametrize("rows", [1, 3])
def test_all_tabs_are_counted_in_one_query(me, rows, django_assert_num_queries):
    for number in range(rows):
        builders.article(f"Bài {number}", by=me)
    with django_assert_num_queries(2):  # The rights of the person, and all tabs at once.
        counts = saved_views.counts_of_views(Article.objects.readable_by(me), me)
    assert counts["cua-toi"] == str(rows)
