"""Many pages at once, as people ask for it: the effect first, then page by page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.articles.models import Article
from portal.accounts.models import User
from portal.editing import bin as the_bin
from portal.editing.bulk import models as bulk_models
from portal.editing.bulk.models import Action, BulkJob, Phase
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import State, Topic
from portal.publishing.scheduling import in_words
from tests import builders
from tests.portal.editing.bulk_jobs import (
    LIST,
    choose,
    come_of,
    draft,
    job_of,
    post_to,
    see,
    states,
    work,
)

COST = "người duyệt khác phải quyết định"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


def test_the_effect_is_shown_first_and_only_then_done(client):
    publisher, writer = builders.publisher(), builders.reporter()
    fine = builders.article("Được", state=State.SUBMITTED, published_at=None, by=writer)
    own = builders.article("Của tôi", state=State.SUBMITTED, published_at=None, by=publisher)
    shouting = builders.article("CHỮ HOA CẢ", state=State.SUBMITTED, published_at=None, summary="")
    live = builders.article("Đang đăng")
    client.force_login(publisher)
    job = choose(client, "publish", fine, own, shouting, live)
    page = see(client, job).text
    assert states() == {
        "Được": "submitted",
        "Của tôi": "submitted",
        "CHỮ HOA CẢ": "submitted",
        "Đang đăng": "published",
    }
    assert come_of(job) == {
        "Được": "fine",
        "Của tôi": "refused",
        "CHỮ HOA CẢ": "refused",
        "Đang đăng": "refused",
    }
    assert "chờ duyệt → đã đăng" in page
    assert "Bạn đã viết" in page
    post_to(client, job, _run="1")
    done = see(client, job)
    assert "Refresh" not in done.headers
    assert states()["Được"] == "published"
    assert {states()[title] for title in ("Của tôi", "CHỮ HOA CẢ")} == {"submitted"}
    assert BulkJob.objects.get().phase == Phase.DONE


def test_what_is_put_out_with_a_moment_to_come_is_not_called_published(client, publisher):
    moment = timezone.now() + timedelta(days=1)
    article = draft()
    Article.objects.update(published_at=moment)
    for state in (State.SUBMITTED, State.APPROVED):
        workflow.transition(article, to=state, by=None)
    client.force_login(publisher)
    job = choose(client, "publish", article)
    see(client, job)
    assert job.items.get().said == f"đã duyệt → hẹn đăng {in_words(moment)}"


def test_leaving_everything_as_it_is_does_nothing(client):
    article = draft()
    client.force_login(builders.editor())
    job = choose(client, "submit", article)
    see(client, job)
    post_to(client, job, _stop="1")
    assert job.phase == Phase.STOPPED
    post_to(client, job, _run="1")
    see(client, job)
    assert states() == {"Nháp": "draft"}
    assert come_of(job) == {"Nháp": "waiting"}


@pytest.mark.parametrize(
    ("who", "offered"),
    [
        (builders.reporter, ["submit", "topic", "section", "bin"]),
        (builders.editor, ["submit", "topic", "section", "bin"]),
        (
            builders.publisher,
            ["submit", "approve", "publish", "withdraw", "topic", "section", "bin"],
        ),
    ],
)
def test_the_list_offers_what_the_person_may_do(client, who, offered):
    draft()
    client.force_login(who())
    page = client.get(LIST).text
    found = [action for action in Action.values if f'<option value="{action}"' in page]
    assert found == offered
    assert "delete_selected" not in page


def test_an_action_that_is_not_offered_does_nothing(client):
    article = builders.article(state=State.SUBMITTED, published_at=None)
    client.force_login(builders.editor())
    client.post(LIST, {"action": "publish", "_selected_action": [article.pk]})
    assert not BulkJob.objects.exists()


def test_a_job_is_there_for_who_asked_for_it_only(client):
    article = draft()
    client.force_login(builders.editor())
    job = choose(client, "submit", article)
    client.force_login(builders.publisher())
    assert see(client, job).status_code == 404
    assert post_to(client, job, _run="1").status_code == 404
    assert "Gửi duyệt" not in client.get("/admin/hang-loat/").text
    client.force_login(User.objects.get(username="bientap"))
    assert "Gửi duyệt" in client.get("/admin/hang-loat/").text


def test_withdrawing_and_binning_ask_why(client):
    articles = [builders.article(f"Bài {number}") for number in range(2)]
    client.force_login(builders.publisher())
    job = choose(client, "bin", *articles)
    assert job.phase == Phase.ASKED
    assert "errorlist" in post_to(client, job, _check="1", comment=" ").text
    post_to(client, job, _check="1", comment="Dọn dẹp")
    see(client, job)
    post_to(client, job, _run="1")
    see(client, job)
    assert set(states().values()) == {"binned"}
    assert {row.why for row in the_bin.binned(job.user)} == {"Dọn dẹp"}


def test_the_chosen_ones_come_out_of_the_bin_together(client):
    publisher = builders.publisher()
    pages = [builders.article("Từng đăng"), draft("Chưa đăng"), draft("Ở lại")]
    for page in pages:
        the_bin.move_to_bin(page, by=publisher, comment="Dọn dẹp")
    client.force_login(publisher)
    client.post("/admin/thung-rac/", {"_many": "1", "chosen": [pages[0].pk, pages[1].pk, "x"]})
    job = BulkJob.objects.get()
    see(client, job)
    post_to(client, job, _run="1")
    see(client, job)
    assert states() == {"Từng đăng": "withdrawn", "Chưa đăng": "draft", "Ở lại": "binned"}


def test_a_topic_reaches_live_pages_as_a_change_and_joins_one_that_waits(client):
    editor, topic = builders.editor(), Topic.objects.create(name="Băng rộng")
    new, live, waiting = draft("Mới"), builders.article("Đăng"), builders.article("Chờ")
    data = revisions.snapshot(waiting)
    data["fields"]["title"] = "Tên sẽ đổi"
    changes.propose(waiting, data, by=editor)
    client.force_login(editor)
    job = choose(client, "topic", new, live, waiting)
    assert "Không có chủ đề" in post_to(client, job, _check="1", topic="Không có đâu").text
    post_to(client, job, _check="1", topic=" băng RỘNG ")
    see(client, job)
    assert not changes.open_change(live)
    post_to(client, job, _run="1")
    see(client, job)
    assert set(come_of(job).values()) == {"fine"}
    assert {str(page) for page in topic.publications.all()} == {"Mới"}
    for page in (live, waiting):
        assert changes.pending_version(page).data["parts"]["topics"] == [topic.pk]
        message = job.items.get(publication=page).said
        assert message == "Đã thêm chủ đề “Băng rộng”: có thay đổi chưa gửi duyệt"
    assert changes.pending_version(waiting).data["fields"]["title"] == "Tên sẽ đổi"
    assert new.revisions.count() == 2


@pytest.mark.parametrize("is_live", [False, True])
def test_the_trial_says_what_writing_costs_who_decides(client, publisher, is_live):
    writer, topic = builders.reporter(), Topic.objects.create(name="Băng rộng")
    page = builders.article("Đăng", by=writer) if is_live else draft("Nháp", by=writer)
    if is_live:
        changes.propose(page, revisions.snapshot(page), by=writer)
    workflow.transition(page, to=State.SUBMITTED, by=writer)
    client.force_login(publisher)
    job = choose(client, "topic", page, draft("Khác"))
    post_to(client, job, _check="1", topic=topic.name)
    warned = [each.title for each in job.items.all() if COST in each.said]
    assert warned == [page.title]


def test_pages_move_to_a_section_that_the_person_works_in(client):
    here, there, closed = (builders.section(name) for name in ("Tin", "Báo", "Kín"))
    editor = builders.editor()
    editor.sections.set([here, there])
    new, live = draft("Mới", section=here), builders.article("Đăng", section=here)
    foreign = draft("Của mục khác", section=closed)
    client.force_login(editor)
    job = choose(client, "section", new, live, foreign)
    assert "errorlist" in post_to(client, job, _check="1", section=closed.pk).text
    post_to(client, job, _check="1", section=there.pk)
    see(client, job)
    post_to(client, job, _run="1")
    see(client, job)
    assert come_of(job) == {"Mới": "fine", "Đăng": "fine", "Của mục khác": "refused"}
    assert Article.objects.get(pk=new.pk).section == there
    assert Article.objects.get(pk=live.pk).section == here
    assert changes.pending_version(live).data["fields"]["section_id"] == there.pk


def test_a_list_too_long_for_one_job_is_refused_in_words(client, monkeypatch):
    monkeypatch.setattr(bulk_models, "MAX_ROWS", 2)
    monkeypatch.setattr("portal.editing.bulk.admin.MAX_ROWS", 2)
    pages = [draft(f"Bài {number}") for number in range(3)]
    client.force_login(builders.editor())
    sent = {"action": "submit", "_selected_action": [page.pk for page in pages]}
    answer = client.post(LIST, sent, follow=True)
    assert "Mỗi lần làm được nhiều nhất 2 bài; hãy lọc" in answer.text
    assert not BulkJob.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_job_asks_as_little_for_many_as_for_one(client, rows, django_assert_num_queries):
    editor = builders.editor()
    job = job_of(editor, Action.SUBMIT, *[draft(f"Bài {number}") for number in range(rows)])
    work(job)
    client.force_login(editor)
    with django_assert_num_queries(6):
        see(client, job)
