"""A change to a live page: readers see the old text until somebody else approves the new one."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from news.articles.models import Article
from portal.publishing import applying, changes, errors, permissions, revisions, services, workflow
from portal.publishing.models import Attachment, ChangeSet, Publication, State, Topic
from tests import builders

pytestmark = pytest.mark.django_db


def changed(article, by, **fields):
    """The article with a pending change of these fields, as this person saves it."""
    for name, value in fields.items():
        setattr(article, name, value)
    services.save(article, by=by)
    return Article.objects.get(pk=article.pk)


def test_readers_see_the_old_text_while_a_change_waits(client):
    article = changed(builders.article("Cũ"), builders.reporter(), title="Mới")
    assert article.title == "Cũ"
    assert (article.live_number, article.revision_number) == (1, 2)
    page = client.get("/tin-tuc/cu/").text
    assert "Cũ" in page
    assert "Mới" not in page


def test_an_approved_change_is_the_live_text(client):
    article = changed(builders.article("Cũ"), builders.reporter(), title="Mới")
    workflow.transition(article, to=State.SUBMITTED, by=builders.editor())
    workflow.transition(article, to=State.PUBLISHED, by=builders.publisher())
    assert article.title == "Mới"
    assert article.live_number == article.revision_number == 3
    assert changes.open_change(article) is None
    assert "Mới" in client.get("/tin-tuc/cu/").text


def test_the_text_at_hand_is_the_change_that_waits_until_none_does():
    article = changed(builders.article("Cũ"), builders.reporter(), title="Mới")
    change = changes.open_change(article)
    assert changes.state_at_hand(article, change) is State.DRAFT
    assert changes.state_at_hand(article, None) is State.PUBLISHED


def test_a_change_is_outdated_once_the_live_text_is_another():
    article = builders.article("Cũ")
    change = ChangeSet(publication=article, base_number=1)
    assert not change.is_outdated(article)
    article.live_number = 2
    assert change.is_outdated(article)
    # Of a page without a version the base is none, too.
    article.live_number, change.base_number = None, 0
    assert not change.is_outdated(article)


def test_parts_change_with_the_text_and_not_before():
    article = builders.article()
    kept = Attachment.objects.create(
        publication=article, name="Cũ", file="attachments/a.pdf", size=1
    )
    topic = Topic.objects.create(name="Viễn thông")
    data = revisions.snapshot(article)
    data["parts"]["topics"] = [topic.pk]
    data["parts"]["attachments"][0]["name"] = "Mới"
    changes.propose(article, data, by=builders.reporter())
    kept.refresh_from_db()
    assert (kept.name, list(article.topics.all())) == ("Cũ", [])
    workflow.transition(article, to=State.PUBLISHED, by=builders.publisher())
    kept.refresh_from_db()
    assert (kept.name, list(article.topics.all())) == ("Mới", [topic])


def test_further_edits_join_the_change_that_waits():
    reporter = builders.reporter()
    article = changed(builders.article("Một"), reporter, title="Hai")
    article = changed(article, reporter, title="Ba")
    assert article.change_sets.count() == 1
    version = changes.pending_version(article)
    assert version is not None
    assert (version.number, version.data["fields"]["title"]) == (3, "Ba")


def test_a_discarded_change_leaves_the_page_as_it_was():
    reporter = builders.reporter()
    article = changed(builders.article("Cũ", by=reporter), reporter, title="Mới")
    workflow.transition(article, to=State.DISCARDED, by=reporter)
    assert (article.title, changes.open_change(article)) == ("Cũ", None)


def test_nobody_approves_their_own_change():
    publisher = builders.publisher()
    article = changed(builders.article("Cũ"), publisher, title="Mới")
    with pytest.raises(errors.OwnText):
        workflow.transition(article, to=State.PUBLISHED, by=publisher)
    assert Article.objects.get().title == "Cũ"


def test_nobody_approves_their_own_new_text():
    publisher = builders.publisher()
    article = builders.article(state=State.DRAFT, published_at=None, by=publisher)
    for target in (State.SUBMITTED, State.APPROVED):
        if target == State.APPROVED:
            with pytest.raises(errors.OwnText):
                workflow.transition(article, to=target, by=publisher)
        else:
            workflow.transition(article, to=target, by=publisher)
    workflow.transition(article, to=State.APPROVED, by=builders.publisher("duyet-2"))
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    assert article.state == State.PUBLISHED


def test_who_edits_the_text_of_another_becomes_a_writer_of_it():
    publisher = builders.publisher()
    article = builders.article(state=State.DRAFT, published_at=None, by=builders.reporter())
    article.title = "Sửa một chữ"
    services.save(article, by=publisher)
    with pytest.raises(errors.OwnText):
        workflow.transition(article, to=State.PUBLISHED, by=publisher)


def test_a_forced_publication_stays_marked_until_another_has_read_it():
    publisher, other = builders.publisher(), builders.publisher("duyet-2")
    article = builders.article(state=State.DRAFT, published_at=None, by=publisher)
    workflow.transition(article, to=State.PUBLISHED, by=publisher, force="Bão đổ bộ trong đêm")
    forced = article.forced.get()
    assert (forced.reason, forced.by, forced.read_by) == ("Bão đổ bộ trong đêm", publisher, None)
    with pytest.raises(errors.OwnText):
        forced.mark_as_read(by=publisher)
    with pytest.raises(PermissionDenied):
        forced.mark_as_read(by=builders.editor())
    forced.mark_as_read(by=other)
    assert forced.read_by == other


def test_a_forced_publication_without_a_reason_is_no_publication():
    publisher = builders.publisher()
    article = builders.article(state=State.DRAFT, published_at=None, by=publisher)
    with pytest.raises(errors.OwnText):
        workflow.transition(article, to=State.PUBLISHED, by=publisher, force="   ")
    assert article.forced.count() == 0


def test_a_save_over_a_text_that_moved_on_is_refused_and_overwrites_nothing():
    article = builders.article(state=State.DRAFT, published_at=None)
    mine = Article.objects.get(pk=article.pk)
    article.title = "Của người khác"
    services.save(article, by=builders.editor())
    mine.title = "Của tôi"
    with pytest.raises(errors.StaleSave):
        services.save(mine, by=builders.reporter())
    assert Article.objects.get().title == "Của người khác"


def test_a_decision_on_a_text_that_moved_on_is_refused():
    reporter = builders.reporter()
    article = changed(builders.article("Một"), reporter, title="Hai")
    seen = article.revision_number
    changed(article, reporter, title="Ba")
    with pytest.raises(errors.StaleSave):
        workflow.transition(article, to=State.PUBLISHED, by=builders.publisher(), seen=seen)
    assert Article.objects.get().title == "Một"


def test_a_change_on_an_outdated_base_is_refused():
    article = changed(builders.article("Một"), builders.reporter(), title="Hai")
    change = changes.open_change(article)
    assert change is not None
    change.base_number = 0
    change.save()
    with pytest.raises(errors.OutdatedBase):
        workflow.transition(article, to=State.PUBLISHED, by=builders.publisher())
    assert Article.objects.get().title == "Một"


@pytest.mark.parametrize("to", [State.CHANGES_ASKED, State.WITHDRAWN])
def test_asking_for_changes_and_withdrawing_need_a_word(to):
    article = builders.article(state=State.PUBLISHED if to == State.WITHDRAWN else State.SUBMITTED)
    with pytest.raises(ValidationError) as refused:
        workflow.transition(article, to=to, by=builders.publisher(), comment=" ")
    assert refused.value.code == "comment"
    workflow.transition(article, to=to, by=builders.publisher("duyet-2"), comment="Thiếu nguồn")
    assert article.transitions.get().comment == "Thiếu nguồn"


def test_no_side_door_writes_a_live_text():
    article = builders.article("Cũ")
    with pytest.raises(IntegrityError, match="live_text_changes"), transaction.atomic():
        Publication.objects.filter(pk=article.pk).update(title="Cửa sau")
    assert Article.objects.get().title == "Cũ"


def test_rights_can_be_limited_to_sections():
    news, notices = builders.section("Tin"), builders.section("Thông báo")
    publisher = builders.publisher()
    publisher.sections.add(notices)
    elsewhere = builders.article("Một", state=State.SUBMITTED, section=news)
    here = builders.article("Hai", state=State.SUBMITTED, section=notices)
    with pytest.raises(PermissionDenied):
        workflow.transition(elsewhere, to=State.PUBLISHED, by=publisher)
    workflow.transition(here, to=State.PUBLISHED, by=publisher)
    assert not permissions.may_write(publisher, elsewhere)


def test_a_restored_version_brings_back_fields_and_parts():
    article = builders.article("Một", state=State.DRAFT, published_at=None)
    attachment = Attachment.objects.create(
        publication=article, name="Tệp", file="attachments/a.pdf", size=1
    )
    article.title = "Hai"
    services.save(article, by=None)
    old = article.revisions.get(number=2).data
    key = attachment.pk
    attachment.delete()
    article.title = "Ba"
    services.save(article, by=None)
    applying.apply_revision(article, old)
    restored = Article.objects.get()
    assert restored.title == "Hai"
    assert [(part.pk, part.name) for part in restored.attachments.all()] == [(key, "Tệp")]


@pytest.mark.parametrize("subject", ["page", "change"])
def test_the_database_knows_the_same_steps_as_the_table(subject):
    allowed = {
        (source, step.target)
        for step in workflow.STEPS
        if step.subject == subject
        for source in step.sources
    }
    states = sorted({state for pair in allowed for state in pair})
    taken = {
        (source, target)
        for source in states
        for row in [_row_in(source, subject)]
        for target in states
        if source != target and _database_takes(row, target)
    }
    assert taken == allowed


ENDED = (State.PUBLISHED, State.DISCARDED)


def _row_in(state, subject):
    """A page, or a change of one, that stands in this state."""
    article = builders.article(state=state if subject == "page" else State.PUBLISHED)
    if subject == "page":
        return Publication.objects.get(pk=article.pk)
    return ChangeSet.objects.create(
        publication_id=article.pk,
        base_number=1,
        state=state,
        decided_at=builders.FEBRUARY if state in ENDED else None,
    )


def _database_takes(row, target):
    """Whether the row may be moved to `target` by plain SQL; it stays where it is."""
    changed = {"state": target}
    if isinstance(row, ChangeSet):
        changed["decided_at"] = builders.FEBRUARY if target in ENDED else None
    try:
        with transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**changed)
            transaction.set_rollback(True)
    except IntegrityError as error:
        return "portal_step_is_in_the_table" not in str(error)
    return True
