"""A waiting change is decided field by field: some go live, the others end with a word."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from news.articles.models import Article
from portal.audit.models import AuditEntry
from portal.editing import publish_checks
from portal.publishing import authorship, changes, deciding, due, errors, revisions, workflow
from portal.publishing.models import Attachment, ChangeDecision, ChangeSet, State, Topic
from portal.publishing.signals import transitioned
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return builders.reporter()


def sent(article, writer, parts=None, **fields):
    """The article with a change of these fields and parts that waits for a decision."""
    data = revisions.snapshot(article)
    data["fields"] |= fields
    data["parts"] |= parts or {}
    changes.propose(article, data, by=writer)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    return Article.objects.get(pk=article.pk)


def decide(article, by, accepted=(), refused=None, **more):
    more = {"seen": article.revision_number} | more
    return deciding.decide(article, accepted=accepted, refused=refused or {}, by=by, **more)


def test_what_is_accepted_is_live_and_what_is_refused_is_not(writer, publisher, client):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới", summary="Quảng cáo")
    change = decide(article, publisher, ["title"], {"summary": "Không quảng cáo"})
    live = Article.objects.get()
    assert (live.title, live.summary) == ("Mới", "Tóm tắt.")
    assert live.live_number == live.revision_number
    assert change.state == State.PUBLISHED
    assert changes.open_change(live) is None
    assert list(change.decisions.values_list("field", "accepted", "comment", "by")) == [
        ("title", True, "", publisher.pk),
        ("summary", False, "Không quảng cáo", publisher.pk),
    ]
    assert change.decisions.first().at is not None
    assert "Quảng cáo" not in client.get(live.path).text


def test_what_was_asked_is_kept_beside_what_was_decided(writer, publisher):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới", summary="Quảng cáo")
    change = decide(article, publisher, ["title"], {"summary": "Không quảng cáo"})
    assert deciding.proposed_version(change).data["fields"]["summary"] == "Quảng cáo"


def test_parts_are_decided_about_like_fields(writer, publisher):
    article = builders.article("Cũ", by=writer)
    Attachment.objects.create(publication=article, name="Tệp", file="attachments/a.pdf", size=1)
    topic = Topic.objects.create(name="Viễn thông")
    article = sent(article, writer, {"topics": [topic.pk], "attachments": []})
    decide(article, publisher, ["topics"], {"attachments": "Tệp còn cần"})
    live = Article.objects.get()
    assert [*live.topics.all()] == [topic]
    assert [each.name for each in live.attachments.all()] == ["Tệp"]


def test_a_change_that_is_refused_whole_is_discarded(writer, publisher):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới")
    change = decide(article, publisher, refused={"title": "Tên không đúng giấy phép"})
    assert (change.state, change.comment) == (State.DISCARDED, "Tên không đúng giấy phép")
    assert Article.objects.get().title == "Cũ"


def test_all_accepted_is_one_step_as_ever(writer, publisher):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới")
    decide(article, publisher, ["title"])
    assert article.title == "Mới"
    assert article.revision_number == 3
    assert article.transitions.latest("id").to_state == State.PUBLISHED


def test_who_decides_is_no_writer_and_the_next_change_is_theirs_to_decide_too(writer, publisher):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới", summary="Hai")
    decide(article, publisher, ["title"], {"summary": "Thừa"})
    article = sent(Article.objects.get(), writer, summary="Ba")
    assert authorship.writers(article) == {writer.pk}
    decide(article, publisher, ["summary"])
    assert Article.objects.get().summary == "Ba"


def test_nobody_decides_about_their_own_text(publisher):
    article = sent(builders.article("Cũ"), publisher, title="Mới")
    with pytest.raises(errors.OwnText):
        decide(article, publisher, ["title"])


@pytest.mark.parametrize("somebody", [builders.editor, lambda: builders.reporter("khac")])
def test_who_does_not_publish_does_not_decide(writer, somebody):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới")
    with pytest.raises(PermissionDenied):
        decide(article, somebody(), ["title"])


def test_a_decision_on_an_outdated_base_is_refused(writer, publisher):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới")
    ChangeSet.objects.update(base_number=0)
    with pytest.raises(errors.OutdatedBase):
        decide(article, publisher, ["title"])
    assert Article.objects.get().title == "Cũ"


def test_a_decision_on_a_text_that_has_moved_on_is_refused(writer, publisher):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới")
    seen = article.revision_number
    data = dict(changes.pending_version(article).data)
    changes.propose(article, data | {"fields": data["fields"] | {"title": "Khác"}}, by=writer)
    with pytest.raises(errors.StaleSave):
        decide(article, publisher, ["title"], seen=seen)


@pytest.mark.parametrize(
    ("accepted", "refused", "code"),
    [
        ([], {}, "incomplete"),
        (["title"], {}, "incomplete"),
        (["title", "summary", "body"], {}, "incomplete"),
        (["title", "summary"], {"title": "Cả hai"}, "incomplete"),
        (["title"], {"summary": " "}, "comment"),
    ],
)
def test_a_decision_is_about_every_field_once_and_refuses_with_a_word(
    writer, publisher, accepted, refused, code
):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới", summary="Hai")
    with pytest.raises(ValidationError) as found:
        decide(article, publisher, accepted, refused)
    assert found.value.code == code
    assert not ChangeDecision.objects.exists()


def test_fields_that_mean_nothing_apart_are_decided_about_as_one(writer, publisher):
    picture = builders.picture()
    fields = {"cover_id": picture.pk, "cover_alt": "Cổng chính"}
    article = sent(builders.article("Cũ", by=writer), writer, **fields)
    assert deciding.units(article, ["title", "cover", "cover_alt"]) == [
        ("title",),
        ("cover", "cover_alt"),
    ]
    with pytest.raises(ValidationError) as found:
        decide(article, publisher, ["cover"], {"cover_alt": "Sai"})
    assert found.value.code == "together"
    decide(article, publisher, ["cover", "cover_alt"])
    assert Article.objects.get().cover == picture


def test_what_cannot_stand_in_the_database_decides_nothing(writer, publisher):
    article = sent(
        builders.article("Cũ", by=writer),
        writer,
        title="Mới",
        expires_at="2007-01-01T00:00:00+00:00",
    )
    with pytest.raises(ValidationError) as found:
        decide(article, publisher, ["title", "expires_at"])
    assert found.value.code == "apart"
    assert changes.open_change(article).state == State.SUBMITTED
    assert not ChangeDecision.objects.exists()


def test_what_is_no_longer_sent_in_is_not_decided_about(writer, publisher):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới")
    workflow.transition(article, to=State.DRAFT, by=writer)
    with pytest.raises(ValidationError) as found:
        decide(article, publisher, ["title"])
    assert found.value.code == "no_step"


def test_a_change_with_a_moment_to_come_is_decided_as_a_whole(writer, publisher):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới", summary="Hai")
    due.set_moment(article, timezone.now() + timedelta(days=1), by=publisher)
    with pytest.raises(ValidationError) as found:
        decide(article, publisher, ["title"], {"summary": "Thừa"})
    assert found.value.code == "later"
    assert not ChangeDecision.objects.exists()
    due.set_moment(article, None, by=publisher)
    assert decide(article, publisher, ["title"], {"summary": "Thừa"}).state == State.PUBLISHED


def test_the_checks_hold_what_is_accepted_in_part(writer, publisher):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới", summary="")
    with pytest.raises(publish_checks.Blocked):
        publish_checks.decide(
            article,
            accepted=["title", "summary"],
            refused={},
            by=publisher,
            seen=article.revision_number,
        )
    publish_checks.decide(
        article,
        accepted=["title"],
        refused={"summary": "Cần tóm tắt"},
        by=publisher,
        seen=article.revision_number,
    )
    assert Article.objects.get().title == "Mới"


def test_the_record_says_what_was_decided(writer, publisher):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới", summary="Hai")
    change = decide(article, publisher, ["title"], {"summary": "Thừa"})
    entry = AuditEntry.objects.get(subject_label="publishing.changeset")
    assert (entry.subject_pk, entry.actor) == (str(change.pk), publisher)
    assert entry.new == {"accepted": ["title"], "refused": {"summary": "Thừa"}}


def test_whoever_listens_hears_the_step_with_its_decisions(writer, publisher):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới", summary="Hai")
    heard = []

    def hear(sender, publication, transition, **_):
        heard.append((sender, publication.pk, transition.change_set.decisions.count()))

    transitioned.connect(hear)
    try:
        decide(article, publisher, ["title"], {"summary": "Thừa"})
    finally:
        transitioned.disconnect(hear)
    assert heard == [(Article, article.pk, 2)]


def test_only_the_first_look_of_another_is_kept(writer, publisher):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới")
    assert deciding.mark_as_seen(article, by=writer).seen_at is None
    assert deciding.mark_as_seen(article, by=builders.editor()).seen_at is None
    assert deciding.mark_as_seen(article, by=publisher).seen_by == publisher
    assert deciding.mark_as_seen(article, by=builders.publisher("duyet-2")).seen_by == publisher


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        ({"accepted": False}, "publishing_changedecision_refused_with_a_word"),
        ({"accepted": True, "again": True}, "publishing_changedecision_one_per_field"),
    ],
)
def test_the_database_refuses_what_is_no_decision(writer, publisher, row, constraint):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới")
    change = changes.open_change(article)
    made = {"change_set": change, "field": "title", "by": publisher}
    if row.pop("again", False):
        ChangeDecision.objects.create(**made, **row)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ChangeDecision.objects.create(**made, **row)


def test_the_database_refuses_a_look_of_nobody(writer):
    article = sent(builders.article("Cũ", by=writer), writer, title="Mới")
    with pytest.raises(IntegrityError, match="publishing_changeset_seen_by_somebody"):
        ChangeSet.objects.filter(publication=article).update(seen_at=builders.FEBRUARY)
