"""Who publishes is told of a moment that was typed and has passed meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.articles.models import Article
from portal.editing import publish_checks
from portal.publishing import changes, due, revisions, services, workflow
from portal.publishing.models import State
from portal.publishing.models.kinds import admin_address
from tests import builders

pytestmark = pytest.mark.django_db


def sent(*, by=None, **moments):
    moments = {"published_at": None} | moments
    return builders.article(state=State.SUBMITTED, by=by, **moments)


def ago(**length):
    return timezone.localtime() - timedelta(**length)


def violations(page):
    return [
        (violation.level, violation.anchor)
        for violation in publish_checks.check(page)
        if violation.field in ("published_at", "expires_at")
    ]


def test_a_moment_to_appear_that_has_passed_is_told_where_it_is_decided(client, publisher):
    moment = ago(days=3)
    page = sent(by=builders.reporter(), published_at=moment)
    assert violations(page) == [("warn", "id_published_at_0")]
    client.force_login(publisher)
    message = f"Thời điểm đăng đã đặt nay đã qua: {moment:%d/%m/%Y %H:%M}."
    assert message in client.get(admin_address("article", page.pk, view="preview")).text
    form = client.get(admin_address("article", page.pk)).text
    assert message in form
    assert 'id="id_published_at_0"' in form


def test_a_moment_to_hide_that_has_passed_is_told_with_what_comes_of_it():
    dropped = sent(expires_at=ago(days=1))
    hidden = sent(published_at=ago(days=3), expires_at=ago(days=1))
    assert violations(dropped) == [("warn", "id_expires_at_0")]
    assert violations(hidden) == [("warn", "id_published_at_0"), ("warn", "id_expires_at_0")]
    for page in (dropped, hidden):
        workflow.transition(page, to=State.PUBLISHED, by=None)
    assert list(Article.objects.public()) == [dropped]
    assert Article.objects.get(pk=dropped.pk).expires_at is None


def test_a_moment_to_come_and_one_that_readers_know_are_right(publisher):
    assert violations(sent(published_at=ago(days=-1), expires_at=ago(days=-2))) == []
    known = builders.article(published_at=ago(days=9))
    assert violations(known) == []
    workflow.transition(known, to=State.WITHDRAWN, by=publisher, comment="Nhầm")
    assert violations(known) == []


def changed(page, **moments):
    """A live page with a change that waits, sent in with these moments."""
    data = revisions.snapshot(page)
    fields = {name: moment and moment.isoformat() for name, moment in moments.items()}
    data["fields"] |= {"title": "Tên khác"} | fields
    changes.propose(page, data, by=None)
    workflow.transition(page, to=State.SUBMITTED, by=None)
    return page


def test_a_change_that_waited_longer_than_its_moment_to_hide_says_so(client, publisher):
    moment = ago(days=1)
    page = changed(builders.article(), expires_at=moment)
    assert violations(page) == [("warn", "id_expires_at_0")]
    client.force_login(publisher)
    message = f"Thời điểm ẩn trang đã qua: {moment:%d/%m/%Y %H:%M}."
    for address in ("preview", "change"):
        assert message in client.get(admin_address("article", page.pk, view=address)).text, address
    assert violations(changed(builders.article("Khác"), expires_at=ago(days=-1))) == []


def test_a_change_that_takes_effect_after_its_moment_to_hide_says_so(client, publisher):
    moment = ago(days=-1)
    page = changed(builders.article(), expires_at=moment)
    assert violations(page) == []
    due.set_moment(page, ago(days=-2), by=publisher)
    assert violations(page) == [("warn", "id_expires_at_0")]
    client.force_login(publisher)
    message = f"Thời điểm ẩn trang đến trước lúc thay đổi có hiệu lực: {moment:%d/%m/%Y %H:%M}."
    assert message in client.get(admin_address("article", page.pk, view="preview")).text
    due.set_moment(page, ago(hours=-2), by=publisher)
    assert violations(page) == []


def test_a_change_to_a_page_that_is_hidden_already_says_nothing_of_it():
    page = builders.article(expires_at=ago(days=3))
    assert violations(changed(page)) == []


def test_a_version_that_is_brought_back_hides_no_page_by_a_day_that_has_passed(client, editor):
    page = builders.article("Cũ", expires_at=ago(days=3))
    page.title, page.expires_at = "Mới", None
    services.save(page, by=None)
    client.force_login(editor)
    client.post(admin_address("article", page.pk, view="restore"), {"number": "1"})
    fields = changes.pending_version(page).data["fields"]
    assert (fields["title"], fields["expires_at"]) == ("Cũ", None)


def test_a_day_to_come_comes_back_with_its_version(client, editor):
    page, moment = builders.article("Cũ", expires_at=ago(days=-3)), ago(days=-5)
    kept = page.expires_at
    page.title, page.expires_at = "Mới", moment
    services.save(page, by=None)
    client.force_login(editor)
    client.post(admin_address("article", page.pk, view="restore"), {"number": "1"})
    fields = changes.pending_version(page).data["fields"]
    assert fields["expires_at"] == kept.isoformat()
