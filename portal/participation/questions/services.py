"""The steps of a question: it comes in, is given to somebody, is replied to, becomes a page."""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal.accounts.leaving import Held
from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record
from portal.kit.moments import now_after
from portal.kit.text.lines import with_single_ends
from portal.kit.text.normalize import nfc
from portal.participation.publicforms.stamps import insert_once
from portal.participation.questions import letters, tasks
from portal.participation.questions.models import Answer, Question, QuestionState
from portal.participation.questions.models.answer import MAX_QUESTION_LENGTH
from portal.participation.questions.models.question import REPLIED
from portal.participation.questions.redaction import Asker, redact
from portal.publishing import services
from portal.tasks.once import enqueue_once

MAX_TITLE_LENGTH = 120
MAX_SUMMARY_LENGTH = 250
_SENTENCE: Final = re.compile(r"[^.!?]+[.!?]?")
# What a cut leaves of “[telephone number]”, with a comma behind it or not, or of a word.
_CUT_SHORT: Final = re.compile(r"(?:\[[^\[\]]{0,40}\]?\S{0,40}|\S{1,40})$")


@transaction.atomic
def assign(question: Question, *, to: User, by: User) -> Question:
    """Give the question to somebody, who may get a letter; raise ValidationError once closed."""
    locked = _lock_open(question)
    if locked.assignee == to:
        return locked
    old = _audit_values(locked)
    locked.assignee, locked.state = to, QuestionState.ASSIGNED
    locked.save()
    record(Action.STEP, by=by, subject=locked, old=old, new=_audit_values(locked))
    if to != by and to.pk not in letters.turned_off():
        letters.to_staff("question_assigned", [to.email], question=locked)
    return locked


@transaction.atomic
def take_from(assignee: User, *, by: User) -> int:
    """Give the open questions of somebody to nobody, and tell who answers; how many they were."""
    rows = Question.objects.open().filter(assignee=assignee)
    taken = list(rows.select_for_update(of=("self",)))
    for question in taken:
        old = _audit_values(question)
        question.assignee, question.state = None, QuestionState.RECEIVED
        question.save(update_fields=["assignee", "state"])
        record(Action.STEP, by=by, subject=question, old=old, new=_audit_values(question))
        tasks.notify_staff.enqueue(question.pk)
    return len(taken)


@transaction.atomic
def save_draft(
    question: Question,
    *,
    reply: str,
    seen: str,
    forwarded_to: str | None = None,
    seen_body: str = "",
) -> Question:
    """Keep a reply that is not sent yet; raise ValidationError where another one was kept.

    Who only drafts does not say whether another body answers: that stays as it was.
    """
    locked = _lock_open(question)
    _refuse_stale(locked.reply, reply, seen)
    if forwarded_to is not None:
        _refuse_stale(locked.forwarded_to, forwarded_to, seen_body)
    locked.reply = nfc(reply).strip()
    if forwarded_to is not None:
        locked.forwarded_to = nfc(forwarded_to).strip()
    locked.save(update_fields=["reply", "forwarded_to"])
    return locked


@transaction.atomic
def close(
    question: Question,
    state: QuestionState,
    *,
    reply: str,
    by: User,
    forwarded_to: str = "",
    seen: str | None = None,
    seen_body: str = "",
) -> Question:
    """Reply in the department's name; who asked gets a letter. Raise ValidationError.

    `seen` is the draft that the reply was written over, where it may be another one by now, and
    `seen_body` the other body that it named.
    """
    if state not in REPLIED:
        raise ValueError(state)
    locked = _lock_open(question)
    if seen is not None:
        _refuse_stale(locked.reply, reply, seen)
        _refuse_stale(locked.forwarded_to, forwarded_to, seen_body)
    old = _audit_values(locked)
    locked.state, locked.reply = state, nfc(reply).strip()
    locked.forwarded_to = nfc(forwarded_to).strip() if state == QuestionState.FORWARDED else ""
    locked.closed_by, locked.closed_at = by, now_after(locked.received_at)
    locked.validate_constraints()
    locked.save()
    record(Action.STEP, by=by, subject=locked, old=old, new=_audit_values(locked))
    tasks.post.enqueue("question_closed", locked.pk)
    return locked


@transaction.atomic
def publish_draft(question: Question, *, by: User) -> Answer:
    """Make a draft of a public page, without who asked; it goes the way of any page from there."""
    locked = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if locked.published_as is not None:
        return locked.published_as
    if not locked.can_be_published:
        raise ValidationError(_("Only a question that was answered becomes a page."))
    words, reply = (_without_asker(locked, text) for text in (locked.text, locked.reply))
    page = Answer(
        title=_title(words),
        summary=_one_line(reply, MAX_SUMMARY_LENGTH),
        question=_beginning(words),
        body=_paragraphs(reply),
        section=locked.section,
        asked_on=timezone.localdate(locked.received_at),
    )
    locked.published_as = services.save(page, by=by)
    locked.save(update_fields=["published_as"])
    record(Action.STEP, by=by, subject=locked, new={"published_as": locked.published_as.path})
    return locked.published_as


def is_longer_than_a_page(question: Question) -> bool:
    """Return whether a page made of the question has its beginning only."""
    return len(_without_asker(question, question.text)) > MAX_QUESTION_LENGTH


def _without_asker(question: Question, text: str) -> str:
    return redact(text, Asker(question.name, question.email, question.phone))


def _beginning(words: str) -> str:
    """Return as much as a page takes, to the end of a word or of what stands for a trace."""
    if len(words) <= MAX_QUESTION_LENGTH:
        return words
    return _CUT_SHORT.sub("", words[: MAX_QUESTION_LENGTH - 2]).rstrip() + " …"


def _lock_open(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",)).select_related("assignee", "closed_by")
    locked = rows.get(pk=question.pk)
    if not locked.is_open:
        values = {"who": locked.closed_by or "—", "state": locked.get_state_display()}
        raise ValidationError(
            _("%(who)s has closed this question already: %(state)s.") % values, code="closed"
        )
    return locked


def _refuse_stale(kept: str, written: str, seen: str) -> None:
    """Raise ValidationError where words of a draft would be lost that the writer has not seen."""
    # A browser ends the lines of what it was shown with two signs.
    known = {with_single_ends(each) for each in (seen, nfc(written).strip())}
    if with_single_ends(kept) not in known:
        raise ValidationError(
            _(
                "Somebody else has saved another draft meanwhile; it stands beside yours. "
                "Press again, and yours takes its place."
            ),
            code="stale",
        )


def _audit_values(question: Question) -> dict[str, str]:
    """Return what the record keeps for good: nothing of the person or the words."""
    return {"state": str(question.state), "assignee": str(question.assignee or "")}


def _one_line(text: str, max_length: int) -> str:
    return Truncator(" ".join(text.split())).chars(max_length)


def _title(words: str) -> str:
    """Return the sentence that asks, if one does: whole, with nothing taken out of it."""
    sentences = _SENTENCE.findall(" ".join(words.split()))
    with_mark = [each for each in sentences if each.endswith("?") and "[" not in each]
    return _one_line(with_mark[0].strip() if with_mark else words, MAX_TITLE_LENGTH)


def _paragraphs(text: str) -> str:
    parts = [(" ".join(each.split()),) for each in text.splitlines() if each.strip()]
    return format_html_join("\n", "<p>{}</p>", parts)


def submit(question: Question) -> Question:
    """Keep a question, confirm it by letter and tell the staff; sent twice, it is there once."""

    def announce() -> None:
        # The record is for good: who asked, and what, stays out of it.
        record(Action.ADDED, by=None, subject=question, new={"state": question.state})
        tasks.post.enqueue("question_received", question.pk)
        tasks.notify_staff.enqueue(question.pk)

    return insert_once(question, question.stamp, then=announce)


def send_link(number: str, address: str) -> None:
    """Mail the link to a question's page if number and address belong together.

    If they do not, the same task is queued and does nothing: neither the answer nor its time
    shows whether somebody asked something here.
    """
    found = (
        Question.objects.numbered(number).from_sender(address).values_list("pk", flat=True).first()
    )
    enqueue_once(tasks.post, "question_link", found or 0)


def open_questions(user: User) -> Held:
    """Return questions of citizens that are given to the person and not answered."""
    rows = Question.objects.open().filter(assignee=user)

    def give(to: User, by: User) -> None:
        for question in rows:
            assign(question, to=to, by=by)

    return Held(
        name="questions",
        label=_("questions of citizens to answer"),
        count_rows=rows.count,
        give=give,
        give_back=lambda by: take_from(user, by=by),
    )
