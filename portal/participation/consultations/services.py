"""Comments come in, once each and with a receipt; the staff shows, refuses and answers them."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from portal.accounts.models import User
from portal.accounts.roles import EDIT, PUBLISH
from portal.audit.models import Action
from portal.audit.recording import record
from portal.audit.values import differences
from portal.kit.moments import now_after
from portal.pagecache import generation
from portal.participation.consultations.models import (
    CommentState,
    Consultation,
    ConsultationComment,
)
from portal.participation.publicforms.stamps import insert_once
from portal.publishing.pairs import spoken_page
from portal.tasks.letters import send

# What is written down for good: nothing that names the person, and none of the person's words.
AUDITED_FIELDS = ("state", "reason", "verdict", "answer")
# What a decision changes; all else may have been erased since the comment was read.
DECISION_FIELDS = (*AUDITED_FIELDS, "decided_by", "decided_at", "changed_at")


def may_answer(user: User, consultation: Consultation) -> bool:
    """Return whether somebody may write answers; once readers see them, only who publishes."""
    readers_see_it = consultation.is_public and bool(consultation.shown_outcome)
    return user.has_perm(PUBLISH) or (user.has_perm(EDIT) and not readers_see_it)


@transaction.atomic
def save_decision(comment: ConsultationComment, *, by: User) -> bool:
    """Store what was decided on a comment, write it down, and tell the sender of it.

    Return whether there was something to tell: another state, or another reason of a refusal.
    """
    before = ConsultationComment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    # Other spaces and lines are no other reason.
    is_reworded = comment.reason.split() != before.reason.split()
    has_new_reason = comment.state == CommentState.REFUSED and is_reworded
    is_decided = comment.state != before.state or has_new_reason
    if is_decided:
        comment.decided_by, comment.decided_at = by, now_after(comment.received_at)
        # It is told anew: the call of before told another one, and stands in the audit record.
        comment.phoned_at = comment.phoned_by = None
    comment.changed_at = timezone.now()
    called = ("phoned_at", "phoned_by") if is_decided else ()
    comment.save(update_fields=(*DECISION_FIELDS, *called))
    old = {name: str(getattr(before, name)) for name in AUDITED_FIELDS}
    new = {name: str(getattr(comment, name)) for name in AUDITED_FIELDS}
    old, new = differences(old, new)
    # The generation before the record, as everywhere: each locks a row that others wait for.
    if CommentState.SHOWN in (before.state, comment.state):
        generation.invalidate_public_content()
    record(Action.CHANGED, by=by, subject=comment, old=old, new=new)
    if is_decided:
        _notify_sender(comment, at=before.email)
    return is_decided


def show_comments(comments: list[ConsultationComment], *, by: User) -> list[ConsultationComment]:
    """Let readers see those of the comments that still wait; return these."""
    shown = (_show_comment(comment.pk, by=by) for comment in comments)
    return [comment for comment in shown if comment is not None]


@transaction.atomic
def _show_comment(key: int, *, by: User) -> ConsultationComment | None:
    rows = ConsultationComment.objects.waiting().select_for_update(of=("self",))
    comment = rows.select_related("consultation").filter(pk=key).first()
    if comment is not None:
        comment.state = CommentState.SHOWN
        save_decision(comment, by=by)
    return comment


def _notify_sender(comment: ConsultationComment, *, at: str) -> None:
    letters = {CommentState.SHOWN: "comment_shown", CommentState.REFUSED: "comment_refused"}
    name = letters[CommentState(comment.state)]
    _send(name, comment, at)


def _send(name: str, comment: ConsultationComment, at: str) -> None:
    with translation.override(comment.language or settings.LANGUAGE_CODE):
        draft = spoken_page(comment.consultation)
    about = {"comment": comment, "consultation": comment.consultation, "draft": draft}
    send(name, "", comment.language, to=[at], **about)


def submit(comment: ConsultationComment) -> ConsultationComment:
    """Keep a comment and confirm it by letter; sent twice by one form, it is there once."""
    # Nothing of what was typed goes into the letter: nobody sends mail in our name.
    receipt = partial(_send, "comment_received", comment, comment.email)
    return insert_once(comment, comment.stamp, then=receipt)
