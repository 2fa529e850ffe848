"""Who works here gets from a public page to its form; readers' pages know nothing of it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.utils import timezone

from news.articles.models import Article
from portal.accounts.roles import Role
from portal.emergency.alerts import alerts_at
from portal.pagecache.wsgi import PageCache
from portal.publishing import changes, due, revisions, workflow
from portal.publishing.models import State
from portal.publishing.models.kinds import admin_address
from tests import builders
from tests.one_of_each import MAKERS, page_of
from tests.portal.pagecache.processes import ask
from tests.sampling import params

pytestmark = pytest.mark.django_db
BAR = "staff-bar"


def bar_of(client, page) -> str:
    text = client.get(page.path).text
    return text[text.index("<aside") : text.index("</aside>")] if BAR in text else ""


@pytest.mark.parametrize("kind", params(MAKERS, 4))
def test_a_page_of_each_kind_leads_to_its_form(client, kind):
    page = page_of(kind)
    client.force_login(builders.publisher())
    bar = bar_of(client, page)
    for view in ("change", "preview", "history"):
        assert f'href="{admin_address(kind, page.pk, view=view)}"' in bar
    assert "Sửa trang này" in bar
    assert "Đã đăng" in bar


def test_an_english_page_does_too(client):
    client.force_login(builders.publisher())
    page = builders.english()
    assert admin_address("english", page.pk) in bar_of(client, page)


def changed(writer) -> Article:
    article = builders.article(by=writer)
    data = revisions.snapshot(article)
    data["fields"]["title"] = "Khác"
    changes.propose(article, data, by=writer)
    return Article.objects.get()


def test_it_tells_of_the_change_that_waits_to_who_may_know(client):
    writer = builders.reporter()
    article = changed(writer)
    client.force_login(writer)
    assert "Có thay đổi chưa gửi duyệt." in bar_of(client, article)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    bar = bar_of(client, article)
    assert admin_address("article", article.pk, view="review") in bar
    client.force_login(builders.reporter("khac"))
    bar = bar_of(client, article)
    assert "thay đổi" not in bar
    assert admin_address("article", article.pk, view="history") not in bar


def test_who_wrote_what_waits_is_told_of_it_though_the_page_is_no_longer_theirs(client):
    writer = builders.reporter()
    article = changed(writer)
    Article.objects.update(created_by=None)
    client.force_login(writer)
    assert "Có thay đổi chưa gửi duyệt" in bar_of(client, article)


def test_it_tells_from_when_a_change_holds(client, publisher):
    writer = builders.reporter()
    article = changed(writer)
    due.set_moment(article, timezone.now() + timedelta(hours=1), by=writer)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    client.force_login(publisher)
    assert "Có thay đổi đã duyệt, hiện từ " in bar_of(client, article)


def test_readers_and_enterprises_get_none(client):
    article = builders.article()
    assert bar_of(client, article) == ""
    client.force_login(builders.person("dn", Role.REPRESENTATIVE))
    assert bar_of(client, article) == ""


def test_a_reader_is_not_asked_who_it_is(client, django_assert_num_queries):
    article = builders.article()
    client.get(article.path)
    with django_assert_num_queries(5):
        response = client.get(article.path)
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_for_readers_never_has_it(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    cache = PageCache(WSGIHandler(), alerts_at)
    article = builders.article()
    cookie = cookie_of(builders.publisher())
    for _time in range(2):
        for_staff = ask(cache, article.path, HTTP_COOKIE=cookie)
        assert BAR in for_staff.text
        assert not for_staff.is_hit
        assert for_staff.headers["Cache-Control"] == "private, no-store"
        for_reader = ask(cache, article.path)
        assert BAR not in for_reader.text
    assert for_reader.is_hit


def cookie_of(user) -> str:
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
