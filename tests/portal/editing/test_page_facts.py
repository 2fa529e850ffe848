"""What the form says of a page beside its fields is what readers have, and who let them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from portal.publishing import changes, revisions, workflow
from portal.publishing.models import State, Transition
from portal.publishing.models.kinds import admin_address
from tests import builders

pytestmark = pytest.mark.django_db


def facts_of(client, page) -> str:
    """What the form says of a page, without its fields."""
    shown = html.fromstring(client.get(admin_address(page.kind, page.pk)).text)
    parts = shown.xpath('//p[@class="newsroom-note"] | //aside[@class="page-panel"]')
    return " ".join(" ".join(part.text_content() for part in parts).split())


def test_of_a_page_to_come_the_form_says_that_readers_wait(client, publisher):
    article = builders.article(published_at=timezone.now() + timedelta(days=1))
    Transition.objects.create(
        publication_id=article.pk, from_state="approved", to_state="published", by=publisher
    )
    client.force_login(builders.editor())
    facts = facts_of(client, article)
    assert "Người đọc sẽ thấy từ" in facts
    assert "Người đọc đang thấy" not in facts
    assert "đính chính" not in facts
    assert f"Người duyệt {publisher}" in facts
    assert "Người đăng" not in facts


def test_what_readers_see_is_said_of_the_page_and_not_of_its_change(client):
    editor = builders.editor()
    article = builders.article(by=editor)
    data = revisions.snapshot(article)
    data["fields"]["expires_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
    changes.propose(article, data, by=editor)
    client.force_login(editor)
    facts = facts_of(client, article)
    assert "Đã đăng – có thay đổi chưa gửi duyệt" in facts
    assert "Người đọc vẫn thấy nội dung cũ." in facts
    assert "hết hạn" not in facts


def test_who_withdrew_a_page_and_why_stands_beside_its_form(client, publisher):
    article = builders.article()
    workflow.transition(article, to=State.WITHDRAWN, by=publisher, comment="Sai số liệu.")
    client.force_login(builders.editor())
    facts = facts_of(client, article)
    assert f"Người gỡ {publisher}" in facts
    assert "Sai số liệu." in facts


def test_of_a_page_from_elsewhere_no_hour_of_publishing_is_made_up(client):
    article = builders.article()
    Transition.objects.create(
        publication_id=article.pk, from_state="draft", to_state="published", by=None
    )
    client.force_login(builders.editor())
    facts = facts_of(client, article)
    assert "Đưa vào cổng lúc" in facts
    assert "Người đăng" not in facts
