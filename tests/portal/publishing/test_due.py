"""A change may have its moment: approved before, readers see it from then on, and not earlier."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.tasks import default_task_backend
from django.utils import timezone

from news.articles.models import Article
from portal.audit.models import AuditEntry
from portal.pagecache.due import catch_up
from portal.pagecache.generation import current
from portal.publishing import applying, changes, due, revisions, workflow
from portal.publishing.models import ChangeSet, State
from tests import builders

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=2)


@pytest.fixture
def writer():
    return builders.reporter()


@pytest.fixture
def moment():
    return timezone.now() + SOON


def sent(writer, title="Giá mới", moment=None, was="Giá cũ") -> Article:
    article = builders.article(was, by=writer)
    data = revisions.snapshot(article)
    data["fields"]["title"] = title
    changes.propose(article, data, by=writer)
    article = Article.objects.get(pk=article.pk)
    if moment is not None:
        due.set_moment(article, moment, by=writer)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    return Article.objects.get(pk=article.pk)


def titles() -> list[str]:
    return list(Article.objects.values_list("title", flat=True))


def test_it_is_there_at_its_moment_and_not_before(writer, publisher, moment):
    article = sent(writer, moment=moment)
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    change = ChangeSet.objects.get()
    assert (change.state, change.publish_at) == (State.APPROVED, moment)
    assert due.put_in_place(moment - timedelta(microseconds=1)) == 0
    assert titles() == ["Giá cũ"]
    assert due.put_in_place(moment) == 1
    assert titles() == ["Giá mới"]
    change.refresh_from_db()
    assert change.state == State.PUBLISHED
    assert due.put_in_place(moment) == 0


def test_the_steps_say_who_approved_and_that_the_moment_came(writer, publisher, moment):
    article = sent(writer, moment=moment)
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    due.put_in_place(moment)
    steps = article.transitions.order_by("pk").values_list("to_state", "by", "comment")
    assert list(steps)[-2:] == [
        (State.APPROVED, publisher.pk, ""),
        (State.PUBLISHED, None, "Đến thời điểm đã hẹn"),
    ]


def test_what_nobody_approved_stays_as_it_is(writer, moment):
    sent(writer, moment=moment)
    assert due.first_change() is None
    assert due.put_in_place(moment + SOON) == 0
    assert titles() == ["Giá cũ"]


def test_an_edit_after_the_approval_keeps_it_from_readers(writer, publisher, moment):
    article = sent(writer, moment=moment)
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    article = Article.objects.get()
    data = revisions.snapshot(article)
    data["fields"]["title"] = "Chưa ai duyệt"
    changes.propose(article, data, by=writer)
    assert due.put_in_place(moment) == 0
    assert titles() == ["Giá cũ"]


def test_one_that_cannot_any_more_goes_back_with_the_reason(writer, publisher, moment):
    article = sent(writer, moment=moment)
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    ChangeSet.objects.update(base_number=99)
    other = sent(writer, title="Bài kia mới", was="Bài kia", moment=moment)
    workflow.transition(other, to=State.PUBLISHED, by=publisher)
    assert due.put_in_place(moment) == 1
    assert sorted(titles()) == ["Bài kia mới", "Giá cũ"]
    change = article.change_sets.get()
    assert change.state == State.CHANGES_ASKED
    assert "Không có hiệu lực được đúng lúc đã hẹn" in change.comment


def test_one_that_breaks_goes_back_and_keeps_no_other_from_its_moment(
    writer, publisher, moment, monkeypatch, caplog
):
    for was in ("Bài một", "Bài hai"):
        article = sent(writer, title=f"{was} mới", was=was, moment=moment)
        workflow.transition(article, to=State.PUBLISHED, by=publisher)
    derive = Article.derive

    def breaks(page):
        if page.title == "Bài một mới":
            raise Article.DoesNotExist
        derive(page)

    monkeypatch.setattr(Article, "derive", breaks)
    assert due.put_in_place(moment) == 1
    assert sorted(titles()) == ["Bài hai mới", "Bài một"]
    back = ChangeSet.objects.get(state=State.CHANGES_ASKED)
    assert "người vận hành tìm được nguyên nhân" in back.comment
    assert "could not be put in place" in caplog.text
    assert due.put_in_place(moment) == 0


def test_what_only_the_commit_would_refuse_goes_back_too(
    writer, publisher, moment, monkeypatch, caplog
):
    # Removed once it was looked for.
    monkeypatch.setattr(applying, "rows_of_what_is_there", lambda _page, _model, rows: rows)
    article = sent(writer, moment=moment)
    data = changes.pending_version(article).data
    data["parts"]["gallery"] = [
        {"id": 99, "picture_id": 99, "alt": "Đã xóa", "caption": "", "position": 0}
    ]
    changes.propose(article, data, by=writer)
    workflow.transition(Article.objects.get(), to=State.PUBLISHED, by=publisher)
    assert due.put_in_place(moment) == 0
    assert titles() == ["Giá cũ"]
    assert ChangeSet.objects.get().state == State.CHANGES_ASKED
    # No rule has words for it, so who runs the site is to hear of it.
    assert "The database refuses a text by the rule" in caplog.text


def test_what_was_withdrawn_does_not_come_back(writer, publisher, moment):
    article = sent(writer, moment=moment)
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    workflow.transition(Article.objects.get(), to=State.WITHDRAWN, by=publisher, comment="Sai")
    assert due.first_change() is None
    assert due.put_in_place(moment) == 0


def test_putting_it_in_place_now_takes_the_moment_away_first(writer, publisher, moment):
    article = sent(writer, moment=moment)
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    article = Article.objects.get()
    with pytest.raises(ValidationError, match="Tự có hiệu lực"):
        workflow.transition(article, to=State.PUBLISHED, by=publisher)
    due.set_moment(article, None, by=publisher)
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    assert titles() == ["Giá mới"]


def test_a_moment_that_has_passed_means_now(writer, publisher, moment):
    article = sent(writer, moment=moment)
    ChangeSet.objects.update(publish_at=timezone.now() - SOON)
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    assert titles() == ["Giá mới"]


def test_approved_after_its_moment_it_waits_for_who_publishes(writer, publisher, moment):
    article = sent(writer, moment=moment)
    ChangeSet.objects.update(publish_at=timezone.now() - SOON)
    workflow.transition(article, to=State.APPROVED, by=publisher)
    assert ChangeSet.objects.get().publish_at is None
    assert due.put_in_place(timezone.now()) == 0
    assert titles() == ["Giá cũ"]


def test_a_moment_is_to_come(writer):
    with pytest.raises(ValidationError, match="đã qua"):
        sent(writer, moment=timezone.now() - SOON)


def test_who_writes_proposes_and_who_decides_moves_it(writer, publisher, moment):
    article = sent(writer, moment=moment)
    with pytest.raises(PermissionDenied):
        due.set_moment(article, moment + SOON, by=builders.reporter("khac"))
    due.set_moment(article, moment + SOON, by=writer)
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    with pytest.raises(PermissionDenied):
        due.set_moment(Article.objects.get(), moment, by=writer)
    due.set_moment(Article.objects.get(), moment, by=publisher)
    assert due.first_change() == moment
    entries = AuditEntry.objects.filter(
        subject_label="publishing.changeset", new__has_key="publish_at"
    )
    assert list(entries.order_by("pk").values_list("actor_id", flat=True)) == [
        writer.pk, writer.pk, publisher.pk,
    ]  # fmt: skip


def test_each_process_hears_of_it_and_the_helper_has_a_turn(writer, publisher, moment):
    article = sent(writer, moment=moment)
    before = current()
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    assert current() > before
    assert due.next_change(timezone.now()) == moment
    assert due.next_change(moment) is None
    turn = [
        result.task for result in default_task_backend.results if result.task.func == catch_up.func
    ][-1]
    assert moment <= turn.run_after <= moment + timedelta(seconds=5)
