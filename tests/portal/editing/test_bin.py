"""Deleting withdraws and puts away; what was put away comes back whole."""

import re
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from news.articles.models import Article
from portal.audit.models import AuditEntry
from portal.editing import bin as the_bin
from portal.editing.models import Autosave, PreviewLink
from portal.newsroom.dashboard import Dashboard
from portal.newsroom.late_pages import forced_rows
from portal.publishing import changes, permissions, revisions, services, workflow
from portal.publishing.models import Attachment, Publication, State, Topic
from portal.publishing.models.addresses import is_taken
from tests import builders
from tests.portal.editing import typing
from tests.record_order import locked_after_record

pytestmark = pytest.mark.django_db


def draft(title="Nháp", **fields):
    return builders.article(title, state=State.DRAFT, published_at=None, **fields)


def binned(page, by=None):
    the_bin.move_to_bin(page, by=by or builders.publisher("don-dep"), comment="Đăng nhầm")
    return page


def delete(client, page, **sent):
    sent = {"_version": page.revision_number, "_comment": "Đăng nhầm"} | sent
    return client.post(f"/admin/news/article/{page.pk}/delete/", sent)


def test_links_are_locked_before_the_record():
    article, publisher = builders.article(), builders.publisher()
    PreviewLink.objects.make(article, by=publisher, label="Báo", days=3)
    put_away = partial(the_bin.move_to_bin, article, by=publisher, comment="Đăng nhầm")
    assert locked_after_record(put_away) == []
    assert PreviewLink.objects.get().revoked_at is not None


def test_deleting_withdraws_puts_away_and_says_who_when_and_why(client):
    article, publisher = builders.article(), builders.publisher()
    client.force_login(publisher)
    assert delete(client, article).status_code == 302
    assert client.get(article.path).status_code == 404
    steps = article.transitions.values_list("from_state", "to_state", "comment", "by__username")
    assert list(steps) == [
        ("published", "withdrawn", "Đăng nhầm", "duyet"),
        ("withdrawn", "binned", "Đăng nhầm", "duyet"),
    ]
    row = the_bin.binned(publisher).get()
    assert (row.why, row.updated_by) == ("Đăng nhầm", publisher)
    last = AuditEntry.objects.first()
    assert (last.action, last.old, last.new["state"]) == ("step", {"state": "withdrawn"}, "binned")


@pytest.mark.parametrize("state", [State.SUBMITTED, State.PUBLISHED])
def test_who_forgot_the_word_can_send_it_after(client, state):
    article = builders.article(state=state)
    client.force_login(builders.publisher())
    refused = delete(client, article, _comment="")
    again = re.search(r'name="_version" value="(\d+)"', refused.text)
    assert delete(client, article, _version=again[1]).status_code == 302
    assert Article.objects.get().state == State.BINNED


def test_it_says_of_readers_only_where_they_saw_the_page(client):
    client.force_login(builders.publisher())
    seen = delete(client, builders.article())
    assert "người đọc không còn thấy" in client.get(seen.headers["Location"]).text
    unseen = delete(client, draft())
    shown = client.get(unseen.headers["Location"]).text
    assert "“Nháp” đã vào thùng rác; khi cần vẫn khôi phục được." in shown
    assert '<a href="/admin/thung-rac/">Mở thùng rác</a>' in shown


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_what_waits_is_taken_back_on_its_way_into_the_bin(state):
    article = binned(builders.article(state=state, published_at=None))
    assert article.state == State.BINNED
    targets = article.transitions.values_list("to_state", flat=True)
    assert list(targets) == ["draft", "binned"]


def test_it_asks_for_a_word_and_leaves_everything_as_it_was(client):
    article = builders.article()
    client.force_login(builders.publisher())
    answer = delete(client, article, _comment=" ")
    assert "Hãy ghi ý kiến" in answer.text
    assert Article.objects.get().state == State.PUBLISHED
    assert not article.transitions.exists()


def test_it_refuses_a_page_that_has_moved_on(client):
    article = draft()
    client.force_login(builders.publisher())
    seen = article.revision_number
    article.title = "Mới hơn"
    services.save(article, by=None)
    assert "Có người khác đã lưu" in delete(client, article, _version=seen).text
    assert Article.objects.get().state == State.DRAFT


def test_reporters_bin_their_own_drafts_that_nobody_has_read():
    reporter, other = builders.reporter(), builders.reporter("khac")
    own, others = draft("Của tôi", by=reporter), draft("Của người", by=other)
    once = draft("Từng đăng", by=reporter)
    workflow.transition(once, to=State.PUBLISHED, by=None)
    assert not the_bin.may_bin(reporter, once)
    workflow.transition(once, to=State.WITHDRAWN, by=None)
    workflow.transition(once, to=State.DRAFT, by=None)
    assert the_bin.may_bin(reporter, own)
    for page in (others, once):
        assert not the_bin.may_bin(reporter, page)
        with pytest.raises(PermissionDenied):
            the_bin.move_to_bin(page, by=reporter, comment="Thôi")
    assert the_bin.may_bin(builders.editor(), others)
    assert not the_bin.may_bin(builders.editor("bt-2"), once)
    assert the_bin.may_bin(builders.publisher(), once)


def test_limits_to_sections_hold():
    news, notices = builders.section("Tin"), builders.section("Thông báo")
    publisher = builders.publisher()
    publisher.sections.add(notices)
    elsewhere, here = (
        builders.article("Một", section=news),
        builders.article("Hai", section=notices),
    )
    assert not the_bin.may_bin(publisher, elsewhere)
    binned(elsewhere)
    binned(here, by=publisher)
    assert [page.title for page in the_bin.binned(publisher)] == ["Hai"]
    assert not the_bin.may_restore(publisher, Article.objects.get(pk=elsewhere.pk))


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_delete_finds_no_place_for_it(client, method):
    article = builders.article()
    client.force_login(builders.reporter())
    address = f"/admin/news/article/{article.pk}/delete/"
    assert getattr(client, method)(address).status_code == 404
    assert Article.objects.get().state == State.PUBLISHED


def test_the_database_lets_no_published_page_into_the_bin():
    article = builders.article()
    with pytest.raises(IntegrityError, match="no step leads"), transaction.atomic():
        Publication.objects.filter(pk=article.pk).update(state=State.BINNED)


def test_a_binned_page_is_gone_from_lists_choices_forms_and_desk(client):
    publisher = builders.publisher()
    article = builders.article("Đã cất đi")
    changes.propose(article, revisions.snapshot(article), by=publisher)
    workflow.transition(article, to=State.SUBMITTED, by=publisher)
    binned(article)
    client.force_login(publisher)
    assert "Đã cất đi" not in client.get("/admin/news/article/").text
    assert Dashboard(publisher).sent == []
    for place in ("so-sanh/", "xem-truoc/", "duong-dan/"):
        assert client.get(f"/admin/news/article/{article.pk}/{place}").status_code == 404
    begun = client.post("/admin/portal/englishversion/add/", {"page": article.path})
    assert "page" in begun.context["form"].errors


def test_the_lists_filter_by_states_that_their_pages_can_be_in(client):
    draft()
    client.force_login(builders.publisher())
    found = re.findall(r"\?state__exact=(\w+)", client.get("/admin/news/article/").text)
    assert found == [
        "draft", "submitted", "changes_asked", "approved", "scheduled", "published", "changed",
        "hidden", "withdrawn",
    ]  # fmt: skip


def test_a_forced_publication_in_the_bin_waits_for_no_reader():
    writer, reader = builders.publisher(), builders.publisher("duyet-2")
    article = draft(by=writer)
    workflow.transition(article, to=State.PUBLISHED, by=writer, force="Bão đến")
    assert forced_rows(reader).count() == 1
    binned(article)
    assert not forced_rows(reader).exists()


def test_links_for_people_outside_are_revoked_for_good(client):
    publisher = builders.publisher()
    article = draft()
    _link, token = PreviewLink.objects.make(article, by=publisher, label="Báo Huế")
    address = reverse("preview_link", args=[token])
    assert client.get(address).status_code == 200
    binned(article)
    assert client.get(address).status_code == 410
    the_bin.restore(article, by=publisher)
    assert client.get(address).status_code == 410
    assert AuditEntry.objects.filter(subject_label="editing.previewlink").exists()


def test_a_link_leads_nowhere_however_the_page_came_into_the_bin():
    article = draft()
    link, _token = PreviewLink.objects.make(article, by=builders.publisher(), label="Báo Huế")
    workflow.transition(article, to=State.BINNED, by=None, comment="Thôi")
    link = PreviewLink.objects.select_related("publication").get()
    assert not link.is_open


def test_the_address_stays_reserved(client):
    article = binned(builders.article("Một"))
    assert is_taken(Article, "mot", but=None)
    assert builders.article("Một").slug == "mot-2"
    assert client.get(article.path).status_code == 404


def test_restoring_brings_back_slug_files_old_addresses_and_topics(client):
    topic = Topic.objects.create(name="Băng rộng")
    publisher = builders.publisher()
    article = draft("Tên cũ", topics=[topic], by=builders.reporter())
    article.slug = "ten-moi"
    services.save(article, by=None)
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    Attachment.objects.create(publication=article, name="Tệp", file="attachments/a.pdf", size=1)
    binned(article, by=publisher)
    client.force_login(publisher)
    answer = client.post("/admin/thung-rac/", {"_restore": article.pk}, follow=True)
    assert "Tên cũ" in answer.text
    article = Article.objects.get()
    assert (article.state, article.slug) == (State.WITHDRAWN, "ten-moi")
    assert client.get("/tin-tuc/ten-moi/").status_code == 404
    workflow.transition(article, to=State.PUBLISHED, by=builders.publisher("duyet-2"))
    assert client.get("/tin-tuc/ten-moi/").status_code == 200
    assert client.get("/tin-tuc/ten-cu/").headers["Location"] == "/tin-tuc/ten-moi/"
    assert [part.name for part in article.attachments.all()] == ["Tệp"]
    assert list(article.topics.all()) == [topic]


def test_a_draft_comes_back_as_a_draft_and_the_record_tells_who_restored_it():
    reporter = builders.reporter()
    article = draft(by=reporter)
    binned(article, by=reporter)
    the_bin.restore(article, by=reporter)
    assert article.state == State.DRAFT
    last = AuditEntry.objects.first()
    assert (last.actor, last.old, last.new["state"]) == (reporter, {"state": "binned"}, "draft")


def test_nothing_is_done_with_a_binned_page_but_restoring_it():
    publisher = builders.publisher()
    article = binned(builders.article(), by=publisher)
    assert not permissions.may_write(publisher, article)
    assert {step.target for step in permissions.steps_with(publisher, article, None)} == {
        State.DRAFT,
        State.WITHDRAWN,
    }
    with pytest.raises(ValidationError):
        workflow.transition(article, to=State.PUBLISHED, by=publisher)


def test_the_bin_shows_each_person_what_is_theirs(client):
    reporter = builders.reporter()
    binned(draft("Của tôi", by=reporter), by=reporter)
    binned(draft("Của người khác", by=builders.editor("bt")), by=builders.publisher("d-2"))
    once = builders.article("Từng đăng")
    binned(once)
    seen = {}
    for user in (reporter, builders.editor(), builders.publisher()):
        client.force_login(user)
        page = client.get("/admin/thung-rac/").text
        titles = [t for t in ("Của tôi", "Của người khác", "Từng đăng") if t in page]
        seen[user.username] = (titles, len(re.findall('name="_restore"', page)))
    everything = ["Của tôi", "Của người khác", "Từng đăng"]
    assert seen == {
        "phongvien": (["Của tôi"], 1),
        "bientap": (everything, 2),
        "duyet": (everything, 3),
    }
    client.force_login(reporter)
    assert client.post("/admin/thung-rac/", {"_restore": once.pk}).status_code == 404
    client.force_login(builders.editor("bt-3"))
    assert client.post("/admin/thung-rac/", {"_restore": once.pk}).status_code == 403
    assert client.post("/admin/thung-rac/", {"_restore": "x"}).status_code == 403


def test_the_bin_is_searched_without_marks(client):
    binned(draft("Mật độ điện thoại"))
    binned(draft("Hội nghị"), by=builders.publisher("d-2"))
    client.force_login(builders.publisher())
    page = client.get("/admin/thung-rac/?q=mat+do").text
    assert "Mật độ điện thoại" in page
    assert "Hội nghị" not in page
    assert "Không có" in client.get("/admin/thung-rac/?q=khongcogi").text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_bin_asks_as_little_for_many_as_for_one(client, rows, django_assert_num_queries):
    cleaner = builders.publisher("don-dep")
    cleaner.sections.add(section := builders.section())
    for number in range(rows):
        binned(draft(f"Bài {number}", section=section), by=cleaner)
    client.force_login(cleaner)
    client.get("/admin/thung-rac/")
    with django_assert_num_queries(6):
        client.get("/admin/thung-rac/")


def test_a_text_typed_while_another_binned_the_page_is_kept(client):
    writer = builders.editor()
    article = draft(by=writer)
    client.force_login(writer)
    form = client.get(f"/admin/news/article/{article.pk}/change/").text
    sealed = re.search(r'name="_typed" value="([^"]+)"', form)[1]
    sent = typing.typed(article, title="Đang gõ dở", _typed=sealed)
    binned(article)
    answer = client.post(f"/admin/news/article/{article.pk}/change/", sent)
    assert answer.headers["Location"] == "/admin/thung-rac/"
    assert Autosave.objects.get().fields["title"] == ["Đang gõ dở"]
    assert "Những gì bạn gõ" in client.get("/admin/thung-rac/").text


def test_the_form_leads_to_the_bin_and_its_buttons_do_not_skip_the_question(client):
    article = draft(by=builders.reporter())
    client.force_login(builders.publisher())
    address = f"/admin/news/article/{article.pk}/change/"
    assert f"/admin/news/article/{article.pk}/delete/" in client.get(address).text
    sent = typing.typed(article, _step="binned", _comment="Thôi")
    assert client.post(address, sent).status_code == 403
    assert Article.objects.get().state == State.DRAFT
