"""Who publishes is told of a moment that was typed and has passed meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.articles.models import Article
from portal.editing import publish_checks
from portal.publishing import workflow
from portal.publishing.models import State
from portal.publishing.models.kinds import admin_address
from tests import builders

pytestmark = pytest.mark.django_db


def sent(*, by=None, **moments):
    moments = {"published_at": None} | moments
    return builders.article(state=State.SUBMITTED, by=by, **moments)


def ago(**length):
    return timezone.localtime() - timedelta(**length)


def findings(page):
    return [
        (finding.level, finding.anchor)
        for finding in publish_checks.check(page)
        if finding.field in ("published_at", "expires_at")
    ]


def test_a_moment_to_appear_that_has_passed_is_told_where_it_is_decided(client, publisher):
    moment = ago(days=3)
    page = sent(by=builders.reporter(), published_at=moment)
    assert findings(page) == [("warn", "id_published_at_0")]
    client.force_login(publisher)
    said = f"Thời điểm đăng đã đặt nay đã qua: {moment:%d/%m/%Y %H:%M}."
    assert said in client.get(admin_address("article", page.pk, view="preview")).text
    form = client.get(admin_address("article", page.pk)).text
    assert said in form
    assert 'id="id_published_at_0"' in form


def test_a_moment_to_hide_that_has_passed_is_told_with_what_comes_of_it():
    dropped = sent(expires_at=ago(days=1))
    hidden = sent(published_at=ago(days=3), expires_at=ago(days=1))
    assert findings(dropped) == [("warn", "id_expires_at_0")]
    assert findings(hidden) == [("warn", "id_published_at_0"), ("warn", "id_expires_at_0")]
    for page in (dropped, hidden):
        workflow.transition(page, to=State.PUBLISHED, by=None)
    assert list(Article.objects.public()) == [dropped]
    assert Article.objects.get(pk=dropped.pk).expires_at is None


def test_a_moment_to_come_and_one_that_readers_know_are_right(publisher):
    assert findings(sent(published_at=ago(days=-1), expires_at=ago(days=-2))) == []
    known = builders.article(published_at=ago(days=9))
    assert findings(known) == []
    workflow.transition(known, to=State.WITHDRAWN, by=publisher, comment="Nhầm")
    assert findings(known) == []
