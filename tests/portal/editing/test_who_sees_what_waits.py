"""What waits is for who writes or decides; a step counts for the text that was read."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from news.articles.models import Article, Author
from portal.publishing import changes, errors, permissions, services, workflow
from portal.publishing.models import State, Topic
from tests import builders
from tests.portal.editing.typing import form, typed

pytestmark = pytest.mark.django_db


def at(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def with_change(article, by, title="Mới"):
    article = Article.objects.get(pk=article.pk)
    article.title = title
    services.save(article, by=by)
    return Article.objects.get(pk=article.pk)


def test_a_reporter_does_not_see_what_waits_on_the_page_of_another(client):
    editor = builders.editor()
    article = with_change(builders.article("Cũ", by=editor), editor, title="Chưa công bố")
    client.force_login(builders.reporter())
    page = client.get(at("change", article)).text
    assert "Chưa công bố" not in page
    assert "Bạn đang xem nội dung như người đọc thấy" in page
    assert "Bạn đang xem bản có thay đổi" not in page
    for name in ("history", "compare"):
        assert client.get(at(name, article)).status_code == 404


def test_who_sent_a_change_looks_at_it_though_the_page_is_another_s(client):
    reporter = builders.reporter()
    article = with_change(builders.article("Cũ", by=builders.editor()), reporter, title="Tôi gửi")
    workflow.transition(article, to=State.SUBMITTED, by=reporter)
    client.force_login(reporter)
    page = client.get(at("change", article)).text
    assert "Tôi gửi" in page
    assert f'href="{at("preview", article)}"' in page
    assert "Chèn số liệu" not in page
    for name in ("history", "compare", "preview"):
        assert client.get(at(name, article)).status_code == 200


def test_a_reporter_is_not_told_the_address_of_a_draft_of_another(client):
    draft = builders.article("Bí mật", state=State.DRAFT, by=builders.editor())
    live = builders.article("Công khai")
    kind = ContentType.objects.get_for_model(Article).pk
    client.force_login(builders.reporter())
    assert client.get(f"/admin/r/{kind}/{draft.pk}/").status_code == 404
    assert client.get(f"/admin/r/{kind}/{live.pk}/").status_code == 302
    assert client.get("/admin/r/x/1/").status_code == 404


def test_an_approved_change_that_is_edited_is_approved_no_longer():
    reporter, publisher = builders.reporter(), builders.publisher()
    article = with_change(builders.article("Cũ", by=reporter), reporter)
    workflow.transition(article, to=State.SUBMITTED, by=reporter)
    workflow.transition(article, to=State.APPROVED, by=publisher)
    article = with_change(article, reporter, title="Chưa ai đọc")
    change = changes.open_change(article)
    assert change is not None
    assert change.state == State.DRAFT
    assert article.transitions.latest("id").to_state == "draft"


def test_who_wrote_a_discarded_change_may_approve_the_next_one_of_another():
    publisher, reporter = builders.publisher(), builders.reporter()
    article = with_change(builders.article("Cũ", by=reporter), publisher)
    with pytest.raises(errors.OwnText):
        workflow.transition(article, to=State.PUBLISHED, by=publisher)
    workflow.transition(article, to=State.DISCARDED, by=publisher)
    article = with_change(article, reporter, title="Của người khác")
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    assert article.title == "Của người khác"


def test_a_withdrawn_page_is_published_by_its_own_step_though_a_change_waits():
    article = with_change(builders.article("Cũ"), builders.reporter())
    publisher = builders.publisher()
    workflow.transition(article, to=State.WITHDRAWN, by=publisher, comment="Nhầm")
    waiting = changes.open_change(article)
    assert waiting is not None
    steps = [
        (step.subject, step.target)
        for step in permissions.steps_after_typing(publisher, article, waiting)
    ]
    assert {subject for subject, _ in steps} == {"page"}
    workflow.transition(article, to=State.PUBLISHED, by=builders.publisher("duyet-2"))
    assert (article.state, article.title) == ("published", "Cũ")


def test_a_version_that_names_what_was_removed_since_is_brought_back_without_it(client):
    author, topic = Author.objects.create(name="Lan"), Topic.objects.create(name="Tần số")
    article = builders.article("Một", state=State.DRAFT, author=author, topics=[topic])
    article.author = None
    services.save(article, by=None, topics=[])
    author.delete()
    topic.delete()
    client.force_login(builders.editor())
    assert client.post(at("restore", article), {"number": "1"}).status_code == 302
    article.refresh_from_db()
    assert (article.author, article.topics.count(), article.revision_number) == (None, 0, 3)


def test_who_is_limited_to_sections_writes_in_no_other(client):
    mine, other = builders.section("Tin"), builders.section("Thông báo")
    reporter = builders.reporter()
    reporter.sections.add(mine)
    client.force_login(reporter)
    for section in (other.pk, ""):
        assert client.post("/admin/news/article/add/", form(section=section)).status_code == 200
    assert Article.objects.count() == 0
    assert client.post("/admin/news/article/add/", form(section=mine.pk)).status_code == 302
    article = Article.objects.get()
    client.post(at("change", article), typed(article, section=other.pk))
    article.refresh_from_db()
    assert article.section == mine
