"""Many pages at once, as the helper works: each in its turn, whatever breaks in between."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction
from django.tasks.signals import task_enqueued
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from news.articles.models import Article
from portal.editing.bulk import models as bulk_models
from portal.editing.bulk import tasks
from portal.editing.bulk.models import Action, BulkItem, BulkJob, Phase
from portal.publishing import changes, revisions, services, workflow
from portal.publishing.loading import load
from portal.publishing.models import Publication, State, Topic
from portal.tasks.letters import deliver
from tests import builders
from tests.portal.editing.bulk_jobs import (
    agree,
    carry_out,
    choose,
    come_of,
    draft,
    job_of,
    post_to,
    see,
    states,
    work,
)
from tests.projects import builders as projects
from tests.two_at_once import wait_until_another_waits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


def test_a_change_on_an_older_live_text_is_not_carried_over_the_newer_one():
    publisher, topic = builders.publisher(), Topic.objects.create(name="Băng rộng")
    article = builders.article("Một")
    changes.propose(article, revisions.snapshot(article), by=publisher)
    change = changes.open_change(article)
    change.base_number = 0
    change.save()
    message = carry_out(job_of(publisher, Action.TOPIC, article, topic=topic))
    assert "thay đổi" in message["Một"]
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
        message = perform(job, item)
        if item.title == "Hai":
            raise RuntimeError("hỏng")
        return message

    monkeypatch.setattr(tasks, "perform", breaks_at_two)
    agree(job)
    assert job.phase == Phase.DONE
    assert come_of(job) == {"Một": "fine", "Hai": "refused", "Ba": "fine"}
    assert states() == {"Một": "submitted", "Hai": "draft", "Ba": "submitted"}
    assert "hỏng" in caplog.text


def test_an_error_of_the_database_that_passes_leaves_the_page_to_be_tried_again(monkeypatch):
    job = job_of(builders.editor(), Action.SUBMIT, draft("Một"))
    work(job)
    perform, errors = tasks.perform, [OperationalError("deadlock detected")]

    def is_ended_once(job, item):
        if errors:
            raise errors.pop()
        return perform(job, item)

    monkeypatch.setattr(tasks, "perform", is_ended_once)
    agree(job)
    assert come_of(job) == {"Một": "waiting"}
    work(job)
    assert come_of(job) == {"Một": "fine"}
    assert states() == {"Một": "submitted"}


def test_after_a_crash_it_goes_on_where_it_was_and_does_nothing_twice(monkeypatch):
    editor = builders.editor()
    pages = [draft(title) for title in ("Một", "Hai", "Ba")]
    job = job_of(editor, Action.SUBMIT, *pages)
    work(job)
    perform = tasks.perform

    def dies_at_two(job, item):
        message = perform(job, item)
        if item.title == "Hai":
            raise SystemExit
        return message

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


@pytest.mark.django_db(transaction=True)
def test_a_page_that_somebody_saves_is_waited_for_with_nothing_in_hand():
    editor, article = builders.editor(), draft()
    item = job_of(editor, Action.SUBMIT, article).items.get()

    def submit():
        try:
            with transaction.atomic():
                return tasks.perform(item.job, item)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Publication.objects.select_for_update().get(pk=article.pk)
            submitted = pool.submit(submit)
            wait_until_another_waits()
            # Whoever saves it comes to this row second; each would wait for the other.
            assert Article.objects.select_for_update(of=("self",), nowait=True).get() == article
        assert submitted.result() == "bản nháp → chờ duyệt"


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
    for number in range(120):
        article = Article(title=f"Bài {number}", slug=f"bai-{number}", created_at=timezone.now())
        article.derive()
        articles.append(article)
    load(articles, topics=[[] for _ in articles])
    # A clock on which each page takes the twelfth of a second.
    ticks = iter(range(10**6))
    monkeypatch.setattr(tasks, "monotonic", lambda: next(ticks) / 12)
    # What follows is about slices; what an action does with a page is told above.
    monkeypatch.setattr(tasks, "perform", lambda job, item: "")
    slices = []

    def count(task_result, **more):
        slices.append(task_result.args)

    task_enqueued.connect(count)
    client.force_login(editor)
    job = choose(client, "topic", articles[0], select_across="1", index="0")
    assert job.items.count() == 120
    post_to(client, job, _check="1", topic="Băng rộng")
    assert job.phase == Phase.CHECKED
    post_to(client, job, _run="1")
    assert (job.phase, job.counts()["fine"], job.counts()["all"]) == (Phase.DONE, 120, 120)
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
        assert see(client, job).headers["Refresh"] == "2; url=?tu-cap-nhat=1"
    assert come_of(job) == {"Nháp": "waiting"}
    assert states() == {"Nháp": "draft"}
    job.refresh_from_db()
    assert (job.phase, job.turn) == (phase, 0)


def test_a_job_that_nobody_works_on_says_so(client, settings):
    settings.TASKS = {
        "default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}
    }
    editor = builders.editor()
    client.force_login(editor)
    job = choose(client, "submit", draft())
    assert (job.phase, come_of(job)) == (Phase.CHECKING, {"Nháp": "waiting"})
    assert "tiến trình phụ" not in see(client, job).text
    BulkJob.objects.update(worked_at=timezone.now() - bulk_models.PATIENCE * 2)
    assert "tiến trình phụ" in see(client, job).text
    settings.TASKS = {
        "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend", "QUEUES": []}
    }
    tasks.resume.call()
    page = see(client, job)
    assert "tiến trình phụ" not in page.text
    assert "Refresh" not in page.headers


def test_only_the_newest_task_of_a_job_goes_on(settings):
    job = job_of(builders.editor(), Action.SUBMIT, draft())
    settings.TASKS = {
        "default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}
    }
    tasks.begin(job.pk)
    tasks.begin(job.pk)
    tasks.work_on.call(job.pk, 1)
    assert come_of(job) == {"Nháp": "waiting"}
    tasks.work_on.call(job.pk, 2)
    assert come_of(job) == {"Nháp": "fine"}


def test_a_task_stops_between_two_pages_where_a_newer_one_took_over(settings, monkeypatch):
    settings.TASKS = {
        "default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}
    }
    job = job_of(builders.editor(), Action.SUBMIT, draft("Một"), draft("Hai"))
    tasks.begin(job.pk)
    perform = tasks.perform

    def is_taken_over(job, item):
        message = perform(job, item)
        BulkJob.objects.update(turn=2)
        return message

    monkeypatch.setattr(tasks, "perform", is_taken_over)
    # A trial is rolled back with all that it did, so the other one comes in a run.
    BulkJob.objects.update(phase=Phase.RUNNING)
    tasks.work_on.call(job.pk, 1)
    assert states() == {"Một": "submitted", "Hai": "draft"}


def test_a_stopped_job_is_left_alone(settings):
    settings.TASKS = {
        "default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend", "QUEUES": []}
    }
    job = job_of(builders.editor(), Action.SUBMIT, draft())
    tasks.begin(job.pk)
    tasks.stop(job)
    tasks.work_on.call(job.pk, 1)
    assert come_of(job) == {"Nháp": "waiting"}
    assert tasks.resume.call() == 0


def test_letters_go_before_the_next_slice_of_a_job(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
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


@pytest.mark.parametrize("action", [Action.WITHDRAW, Action.BIN])
def test_the_trial_of_taking_away_names_what_is_lost_with_each_page(client, action):
    publisher, proof, other = builders.publisher(), builders.article("Kết quả"), builders.article()
    projects.promise(proof=proof)
    body = f'<p>Xem <a href="{proof.path}">kết quả</a>.</p>'
    for title in ("Tin", "Bài dẫn"):
        services.save(Article(title=title, body=body), by=publisher)
    job = job_of(publisher, action, proof, other, comment="Đăng nhầm")
    work(job)
    messages = dict(job.items.values_list("title", "said"))
    assert messages["Kết quả"].splitlines()[1:] == [
        "Trang là minh chứng của 1 cam kết; người đọc sẽ lại thấy “chưa có thông tin”.",
        "2 trang có liên kết trỏ tới trang này; liên kết ấy sẽ dẫn tới “không tìm thấy”.",
    ]
    assert len(messages[other.title].splitlines()) == 1
    client.force_login(publisher)
    assert "<br>Trang là minh chứng của 1 cam kết" in see(client, job).text
