"""Many pages at once: the effect first, then page by page, whatever breaks in between."""

import pytest
from django.tasks.signals import task_enqueued
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from news.articles.models import Article
from portal.accounts.models import User
from portal.editing import bin as the_bin
from portal.editing.bulk import models as bulk_models
from portal.editing.bulk import tasks
from portal.editing.bulk.models import Action, BulkItem, BulkJob, Phase
from portal.publishing import changes, revisions, services, workflow
from portal.publishing.loading import load
from portal.publishing.models import State, Topic
from portal.tasks.letters import deliver
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]

LIST = "/admin/news/article/"


def draft(title="Nháp", **fields):
    return builders.article(title, state=State.DRAFT, published_at=None, **fields)


def choose(client, action, *pages, **more):
    """Choose pages in the list and begin; the job."""
    sent = {"action": action, "_selected_action": [page.pk for page in pages]} | more
    answer = client.post(LIST, sent)
    job = BulkJob.objects.latest("pk")
    assert answer.headers["Location"] == reverse("admin:bulk_job", args=[job.pk])
    return job


def see(client, job):
    return client.get(reverse("admin:bulk_job", args=[job.pk]))


def tell(client, job, **sent):
    answer = client.post(reverse("admin:bulk_job", args=[job.pk]), sent)
    job.refresh_from_db()
    return answer


def come_of(job):
    return dict(job.items.values_list("title", "outcome"))


def states():
    return dict(Article.objects.values_list("title", "state"))


def job_of(user, action, *pages, **fields):
    """A job that is written down and not yet tried out."""
    rows = [(page.pk, page.revision_number, page.title) for page in pages]
    job = BulkJob.objects.plan(action, rows, by=user, kind=Article.KIND)
    for name, value in fields.items():
        setattr(job, name, value)
    job.phase = Phase.CHECKING
    job.save()
    return job


def work(job):
    """Let the helper come to the job."""
    tasks.begin(job.pk)
    job.refresh_from_db()


def agree(job):
    tasks.agree(job)
    job.refresh_from_db()


def carry_out(job):
    """Try the job out and do it, as its owner would; what came of each page, in words."""
    work(job)
    agree(job)
    assert job.phase == Phase.DONE
    return dict(job.items.values_list("title", "said"))


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
    tell(client, job, _run="1")
    done = see(client, job)
    assert "Refresh" not in done.headers
    assert states()["Được"] == "published"
    assert {states()[title] for title in ("Của tôi", "CHỮ HOA CẢ")} == {"submitted"}
    assert BulkJob.objects.get().phase == Phase.DONE


def test_leaving_everything_as_it_is_does_nothing(client):
    article = draft()
    client.force_login(builders.editor())
    job = choose(client, "submit", article)
    see(client, job)
    tell(client, job, _stop="1")
    assert job.phase == Phase.STOPPED
    tell(client, job, _run="1")
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
    assert tell(client, job, _run="1").status_code == 404
    assert "Gửi duyệt" not in client.get("/admin/hang-loat/").text
    client.force_login(User.objects.get(username="bientap"))
    assert "Gửi duyệt" in client.get("/admin/hang-loat/").text


def test_withdrawing_and_binning_ask_why(client):
    articles = [builders.article(f"Bài {number}") for number in range(2)]
    client.force_login(builders.publisher())
    job = choose(client, "bin", *articles)
    assert job.phase == Phase.ASKED
    assert "errorlist" in tell(client, job, _check="1", word=" ").text
    tell(client, job, _check="1", word="Dọn dẹp")
    see(client, job)
    tell(client, job, _run="1")
    see(client, job)
    assert set(states().values()) == {"binned"}
    assert {row.why for row in the_bin.binned(job.user)} == {"Dọn dẹp"}


def test_the_chosen_ones_come_out_of_the_bin_together(client):
    publisher = builders.publisher()
    pages = [builders.article("Từng đăng"), draft("Chưa đăng"), draft("Ở lại")]
    for page in pages:
        the_bin.move_to_bin(page, by=publisher, word="Dọn dẹp")
    client.force_login(publisher)
    client.post("/admin/thung-rac/", {"_many": "1", "chosen": [pages[0].pk, pages[1].pk, "x"]})
    job = BulkJob.objects.get()
    see(client, job)
    tell(client, job, _run="1")
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
    assert "Không có chủ đề" in tell(client, job, _check="1", topic="Không có đâu").text
    tell(client, job, _check="1", topic=" băng RỘNG ")
    see(client, job)
    assert not changes.open_change(live)
    tell(client, job, _run="1")
    see(client, job)
    assert set(come_of(job).values()) == {"fine"}
    assert {str(page) for page in topic.publications.all()} == {"Mới"}
    for page in (live, waiting):
        assert changes.pending_version(page).data["parts"]["topics"] == [topic.pk]
    assert changes.pending_version(waiting).data["fields"]["title"] == "Tên sẽ đổi"
    assert new.revisions.count() == 2


def test_pages_move_to_a_section_that_the_person_works_in(client):
    here, there, closed = (builders.section(name) for name in ("Tin", "Báo", "Kín"))
    editor = builders.editor()
    editor.sections.set([here, there])
    new, live = draft("Mới", section=here), builders.article("Đăng", section=here)
    foreign = draft("Của mục khác", section=closed)
    client.force_login(editor)
    job = choose(client, "section", new, live, foreign)
    assert "errorlist" in tell(client, job, _check="1", section=closed.pk).text
    tell(client, job, _check="1", section=there.pk)
    see(client, job)
    tell(client, job, _run="1")
    see(client, job)
    assert come_of(job) == {"Mới": "fine", "Đăng": "fine", "Của mục khác": "refused"}
    assert Article.objects.get(pk=new.pk).section == there
    assert Article.objects.get(pk=live.pk).section == here
    assert changes.pending_version(live).data["fields"]["section_id"] == there.pk


def test_a_change_on_an_older_live_text_is_not_carried_over_the_newer_one():
    publisher, topic = builders.publisher(), Topic.objects.create(name="Băng rộng")
    article = builders.article("Một")
    changes.propose(article, revisions.snapshot(article), by=publisher)
    change = changes.open_change(article)
    change.base_number = 0
    change.save()
    said = carry_out(job_of(publisher, Action.TOPIC, article, topic=topic))
    assert "thay đổi" in said["Một"]
    assert changes.pending_version(article).data["parts"]["topics"] == []


def test_a_page_that_moved_on_since_it_was_tried_out_is_left_alone():
    editor, article, other = builders.editor(), draft("Một"), draft("Hai")
    job = job_of(editor, Action.SUBMIT, article, other)
    work(job)
    article.title = "Một mới"
    services.save(article, by=None)
    agree(job)
    assert come_of(job) == {"Một": "refused", "Hai": "fine"}
    assert states() == {"Một mới": "draft", "Hai": "submitted"}


def test_one_page_that_breaks_keeps_no_other_from_its_turn(monkeypatch, caplog):
    editor = builders.editor()
    pages = [draft(title) for title in ("Một", "Hai", "Ba")]
    job = job_of(editor, Action.SUBMIT, *pages)
    work(job)
    perform = tasks.perform

    def breaks_at_two(job, item):
        said = perform(job, item)
        if item.title == "Hai":
            raise RuntimeError("hỏng")
        return said

    monkeypatch.setattr(tasks, "perform", breaks_at_two)
    agree(job)
    assert job.phase == Phase.DONE
    assert come_of(job) == {"Một": "fine", "Hai": "refused", "Ba": "fine"}
    assert states() == {"Một": "submitted", "Hai": "draft", "Ba": "submitted"}
    assert "hỏng" in caplog.text


def test_after_a_crash_it_goes_on_where_it_was_and_does_nothing_twice(monkeypatch):
    editor = builders.editor()
    pages = [draft(title) for title in ("Một", "Hai", "Ba")]
    job = job_of(editor, Action.SUBMIT, *pages)
    work(job)
    perform = tasks.perform

    def dies_at_two(job, item):
        said = perform(job, item)
        if item.title == "Hai":
            raise SystemExit
        return said

    monkeypatch.setattr(tasks, "perform", dies_at_two)
    agree(job)
    assert job.phase == Phase.RUNNING
    assert come_of(job) == {"Một": "fine", "Hai": "waiting", "Ba": "waiting"}
    assert states() == {"Một": "submitted", "Hai": "draft", "Ba": "draft"}
    monkeypatch.setattr(tasks, "perform", perform)
    # What the helper does when it starts, and every few minutes.
    assert tasks.resume.call() == 1
    job.refresh_from_db()
    assert job.phase == Phase.DONE
    assert [page.transitions.count() for page in pages] == [1, 1, 1]


def test_agreeing_twice_does_it_once():
    editor, article = builders.editor(), draft()
    job = job_of(editor, Action.SUBMIT, article)
    carry_out(job)
    agree(job)
    work(job)
    assert article.transitions.count() == 1


def test_all_that_a_filter_finds_goes_in_short_slices_that_go_on_by_themselves(client, monkeypatch):
    editor, topic = builders.editor(), Topic.objects.create(name="Băng rộng")
    articles = []
    for number in range(250):
        article = Article(title=f"Bài {number}", slug=f"bai-{number}", created_at=timezone.now())
        article.derive()
        articles.append(article)
    load(articles, topics=[[] for _ in articles])
    # A clock on which each page takes the twenty-fifth of a second.
    ticks = iter(range(10**6))
    monkeypatch.setattr(tasks, "monotonic", lambda: next(ticks) / 25)
    # What follows is about slices; what an action does with a page is told above.
    monkeypatch.setattr(tasks, "perform", lambda job, item: "")
    slices = []

    def count(task_result, **more):
        slices.append(task_result.args)

    task_enqueued.connect(count)
    client.force_login(editor)
    job = choose(client, "topic", articles[0], select_across="1", index="0")
    assert job.items.count() == 250
    tell(client, job, _check="1", topic="Băng rộng")
    assert job.phase == Phase.CHECKED
    tell(client, job, _run="1")
    assert (job.phase, job.counts()["fine"], job.counts()["all"]) == (Phase.DONE, 250, 250)
    assert {tuple(args) for args in slices} == {(job.pk, 1), (job.pk, 2)}
    assert 8 <= len(slices) <= 14
    assert topic.publications.count() == 0


@pytest.mark.parametrize("phase", [Phase.CHECKING, Phase.RUNNING])
def test_looking_at_a_job_does_nothing(client, phase):
    editor = builders.editor()
    job = job_of(editor, Action.SUBMIT, draft())
    BulkJob.objects.update(phase=phase)
    client.force_login(editor)
    for _number in range(2):
        assert see(client, job).headers["Refresh"] == "2"
    assert come_of(job) == {"Nháp": "waiting"}
    assert states() == {"Nháp": "draft"}
    job.refresh_from_db()
    assert (job.phase, job.turn) == (phase, 0)


def test_a_job_that_nobody_works_on_says_so(client, settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    editor = builders.editor()
    client.force_login(editor)
    job = choose(client, "submit", draft())
    assert (job.phase, come_of(job)) == (Phase.CHECKING, {"Nháp": "waiting"})
    assert "tiến trình phụ" not in see(client, job).text
    BulkJob.objects.update(worked_at=timezone.now() - bulk_models.PATIENCE * 2)
    assert "tiến trình phụ" in see(client, job).text
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    tasks.resume.call()
    page = see(client, job)
    assert "tiến trình phụ" not in page.text
    assert "Refresh" not in page.headers


def test_only_the_newest_task_of_a_job_goes_on(settings):
    job = job_of(builders.editor(), Action.SUBMIT, draft())
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    tasks.begin(job.pk)
    tasks.begin(job.pk)
    tasks.work_on.call(job.pk, 1)
    assert come_of(job) == {"Nháp": "waiting"}
    tasks.work_on.call(job.pk, 2)
    assert come_of(job) == {"Nháp": "fine"}


def test_a_task_stops_between_two_pages_where_a_newer_one_took_over(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    job = job_of(builders.editor(), Action.SUBMIT, draft("Một"), draft("Hai"))
    tasks.begin(job.pk)
    perform = tasks.perform

    def is_taken_over(job, item):
        said = perform(job, item)
        BulkJob.objects.update(turn=2)
        return said

    monkeypatch.setattr(tasks, "perform", is_taken_over)
    # A trial is rolled back with all that it did, so the other one comes in a run.
    BulkJob.objects.update(phase=Phase.RUNNING)
    tasks.work_on.call(job.pk, 1)
    assert states() == {"Một": "submitted", "Hai": "draft"}


def test_a_stopped_job_is_left_alone(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    job = job_of(builders.editor(), Action.SUBMIT, draft())
    tasks.begin(job.pk)
    tasks.stop(job)
    tasks.work_on.call(job.pk, 1)
    assert come_of(job) == {"Nháp": "waiting"}
    assert tasks.resume.call() == 0


def test_letters_go_before_the_next_slice_of_a_job(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    job = job_of(builders.editor(), Action.SUBMIT, draft())
    tasks.begin(job.pk)
    deliver.enqueue("a@example.vn", "Thư", "Lời")
    waiting = DBTaskResult.objects.ready().values_list("task_path", flat=True)
    assert list(waiting) == ["portal.tasks.letters.deliver", "portal.editing.bulk.tasks.work_on"]


def test_a_right_that_was_taken_away_meanwhile_counts_for_each_page():
    editor, article, other = builders.editor(), draft("Một"), draft("Hai")
    job = job_of(editor, Action.SUBMIT, article, other)
    work(job)
    editor.groups.clear()
    agree(job)
    assert come_of(job) == {"Một": "refused", "Hai": "refused"}
    assert states() == {"Một": "draft", "Hai": "draft"}


def test_a_list_too_long_for_one_job_is_refused_in_words(client, monkeypatch):
    monkeypatch.setattr(bulk_models, "MAX_ROWS", 2)
    pages = [draft(f"Bài {number}") for number in range(3)]
    client.force_login(builders.editor())
    sent = {"action": "submit", "_selected_action": [page.pk for page in pages]}
    answer = client.post(LIST, sent, follow=True)
    assert "lọc" in answer.text
    assert not BulkJob.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_job_asks_as_little_for_many_as_for_one(client, rows, django_assert_num_queries):
    editor = builders.editor()
    job = job_of(editor, Action.SUBMIT, *[draft(f"Bài {number}") for number in range(rows)])
    work(job)
    client.force_login(editor)
    with django_assert_num_queries(7):
        see(client, job)


def test_a_page_that_is_gone_is_said_to_be_gone():
    article = draft()
    job = job_of(builders.editor(), Action.SUBMIT, article)
    BulkItem.objects.update(publication=None)
    work(job)
    assert "không còn" in job.items.get().said


def test_old_jobs_are_forgotten():
    editor, article = builders.editor(), draft()
    old = job_of(editor, Action.SUBMIT, article)
    old.created_at = timezone.now() - bulk_models.RETENTION * 2
    old.save()
    new = job_of(editor, Action.SUBMIT, article)
    assert list(BulkJob.objects.all()) == [new]


def test_publishing_many_takes_the_waiting_changes_of_live_pages():
    writer, publisher = builders.editor(), builders.publisher()
    article = builders.article("Cũ")
    data = revisions.snapshot(article)
    data["fields"]["title"] = "Mới"
    changes.propose(article, data, by=writer)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    carry_out(job_of(publisher, Action.PUBLISH, article))
    assert Article.objects.get().title == "Mới"
