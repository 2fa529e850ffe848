"""A version that is brought back: it waits like any change, and moves no page to another day."""

import pytest
from django.urls import reverse

from news.articles.models import Article
from portal.publishing import changes, revisions, services, workflow
from portal.publishing.errors import OtherSection
from portal.publishing.models import State
from tests import builders

pytestmark = pytest.mark.django_db


def at(name, article):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def pending(article):
    version = changes.pending_version(article)
    assert version is not None
    return version.data


@pytest.mark.parametrize("number", ["0", "-1", "abc", "99", "9" * 30])
def test_versions_that_are_not_there_are_not_found(client, number):
    article = builders.article()
    client.force_login(builders.editor())
    assert client.get(at("compare", article), {"tu": number}).status_code == 404


def test_versions_beyond_the_newest_are_a_page_away_and_stand_in_a_comparison(client, monkeypatch):
    monkeypatch.setattr("portal.editing.versions.NEWEST", 2)
    article = builders.article("Một", state=State.DRAFT, published_at=None)
    for title in ("Hai", "Ba", "Bốn"):
        article.title = title
        services.save(article, by=None)
    client.force_login(builders.editor())
    page = client.get(at("history", article))
    assert [each.number for each in page.context["versions"]] == [4, 3]
    assert 'href="?truoc=3"' in page.text
    page = client.get(at("history", article), {"truoc": "3"})
    assert [each.number for each in page.context["versions"]] == [4, 2, 1]
    assert "?truoc=" not in page.text
    compared = client.get(at("compare", article), {"tu": "1", "den": "2"})
    assert [each.number for each in compared.context["versions"]] == [4, 3, 2, 1]
    assert '<option value="1" selected>' in compared.text


def test_where_more_steps_were_taken_than_are_listed_it_is_said(client, monkeypatch):
    article = builders.article("Một", state=State.DRAFT, published_at=None)
    workflow.transition(article, to=State.SUBMITTED, by=None)
    workflow.transition(article, to=State.DRAFT, by=None)
    client.force_login(builders.editor())
    for listed, is_shown in ((2, False), (1, True)):
        monkeypatch.setattr("portal.editing.versions.NEWEST", listed)
        page = client.get(at("history", article)).text
        assert ("Danh sách dừng ở đây" in page) == is_shown


def test_a_restored_version_of_a_live_page_waits_as_a_change(client):
    article = builders.article("Một")
    article.title = "Hai"
    services.save(article, by=None)
    client.force_login(builders.editor())
    response = client.post(at("restore", article), {"number": "1"}, follow=True)
    assert Article.objects.get().title == "Hai"
    assert pending(article)["fields"]["title"] == "Một"
    message = "Người đọc vẫn thấy nội dung cũ. Chưa gửi ai"
    assert f"Khôi phục phiên bản 1. Đã lưu thay đổi của “Hai”. {message}" in response.text


def test_it_is_told_that_what_was_approved_is_so_no_longer(client):
    article = builders.article("Một")
    article.title = "Hai"
    services.save(article, by=builders.reporter())
    for state in (State.SUBMITTED, State.APPROVED):
        workflow.transition(article, to=state, by=None)
    client.force_login(builders.editor())
    answer = client.post(at("restore", article), {"number": "1"}, follow=True)
    assert changes.open_change(article).state == State.DRAFT
    assert "Người đọc vẫn thấy nội dung cũ. Chưa gửi ai" in answer.text


def test_a_version_of_a_draft_is_told_to_be_where_nobody_reads_it(client):
    article = builders.article("Một", state=State.DRAFT, published_at=None)
    article.title = "Hai"
    services.save(article, by=None)
    client.force_login(builders.editor())
    answer = client.post(at("restore", article), {"number": "1"}, follow=True)
    assert "Khôi phục phiên bản 1. Đã lưu “Một”. Người đọc chưa thấy." in answer.text


def published_without_a_moment_first():
    article = builders.article("Một", state=State.SUBMITTED, published_at=None)
    workflow.transition(article, to=State.PUBLISHED, by=None, published_at=builders.FEBRUARY)
    return article


def test_a_version_from_before_a_page_appeared_gives_it_no_other_day(client, publisher):
    article = published_without_a_moment_first()
    article.title = "Hai"
    services.save(article, by=None)
    client.force_login(builders.editor())
    client.post(at("restore", article), {"number": "1"})
    live = revisions.snapshot(article)
    assert revisions.changed_names(article, live, pending(article)) == ["title"]
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    article = Article.objects.get()
    assert (article.title, article.published_at) == ("Một", builders.FEBRUARY)


def test_nor_does_it_to_a_page_that_was_withdrawn(client, publisher):
    article = published_without_a_moment_first()
    workflow.transition(article, to=State.WITHDRAWN, by=publisher, comment="Nhầm")
    client.force_login(builders.editor())
    client.post(at("restore", article), {"number": "1"})
    assert Article.objects.get().published_at == builders.FEBRUARY


def test_a_change_that_was_kept_without_a_moment_gives_the_page_no_other():
    article = published_without_a_moment_first()
    old = article.revisions.get(number=1)
    changes.propose(article, old.data | {"fields": old.data["fields"] | {"title": "Hai"}}, by=None)
    workflow.transition(article, to=State.PUBLISHED, by=None)
    article = Article.objects.get()
    assert (article.title, article.published_at) == ("Hai", builders.FEBRUARY)


def test_a_reporter_restores_nothing_of_others(client):
    article = builders.article("Một", by=builders.editor())
    client.force_login(builders.reporter())
    assert client.post(at("restore", article), {"number": "1"}).status_code == 404
    assert article.revisions.count() == 1


@pytest.fixture
def moved():
    """An article that stood in a section and was moved to another, with a person limited to that.

    Returned are the article, the section of then and that of now.
    """
    then, now = builders.section("Bưu chính"), builders.section("Viễn thông")
    article = builders.article("Một", section=then)
    article.section = now
    services.save(article, by=None)
    return article, then, now


def limited(person, section):
    person.sections.add(section)
    return person


def test_a_version_from_a_section_beyond_ones_own_comes_back_without_it(client, moved):
    article, _then, now = moved
    client.force_login(limited(builders.editor(), now))
    answer = client.post(at("restore", article), {"number": "1"}, follow=True)
    assert "trang vẫn ở chuyên mục hiện nay" in answer.text
    assert pending(article)["fields"]["section_id"] == now.pk


def test_nor_does_it_push_a_draft_out_of_ones_own_section(client, moved, publisher):
    article, _then, now = moved
    workflow.transition(article, to=State.WITHDRAWN, by=publisher, comment="Nhầm")
    client.force_login(limited(builders.editor(), now))
    client.post(at("restore", article), {"number": "1"})
    assert Article.objects.get().section == now


def test_who_works_in_both_sections_brings_all_of_it_back(client, moved):
    article, then, now = moved
    client.force_login(limited(limited(builders.editor(), now), then))
    client.post(at("restore", article), {"number": "1"})
    assert pending(article)["fields"]["section_id"] == then.pk


@pytest.mark.parametrize("step", [State.PUBLISHED, State.APPROVED])
def test_a_change_into_another_section_is_decided_by_who_works_there(moved, publisher, step):
    article, then, now = moved
    old = article.revisions.get(number=1)
    changes.propose(article, old.data, by=builders.editor())
    workflow.transition(article, to=State.SUBMITTED, by=None)
    with pytest.raises(OtherSection):
        workflow.transition(article, to=step, by=limited(publisher, now))
    there = limited(limited(builders.publisher("duyet-hai"), now), then)
    workflow.transition(article, to=State.PUBLISHED, by=there)
    assert Article.objects.get().section == then
