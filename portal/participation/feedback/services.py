"""An answer is counted, a word kept once, read by somebody, and erased in time."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from portal.accounts.models import User
from portal.participation.feedback.models import FeedbackWord, FeedbackWordQuerySet, PageFeedback
from portal.participation.publicforms.stamps import insert_once
from portal.publishing.models import Publication

_SALT = "portal.participation.feedback"
# So long may somebody who answered add a word.
MARK_LIFE = timedelta(hours=2)


@transaction.atomic
def count(page: Publication, *, is_useful: bool) -> str:
    """Count an answer about a page; return the mark under which a word may follow."""
    feedback, _made = PageFeedback.objects.get_or_create(publication_id=page.pk)
    feedback.add(is_useful=is_useful)
    return signing.dumps([feedback.pk, is_useful, uuid4().hex], salt=_SALT)


def word_of(mark: str) -> FeedbackWord:
    """Return the word that a mark stands for, stored or still to be written.

    Raise BadSignature where the mark is none of ours or its page is gone, and SignatureExpired
    where it is over and nothing was written.
    """
    key, is_useful, stamp = signing.loads(mark, salt=_SALT)
    rows = FeedbackWord.objects.select_related("feedback__publication")
    if (written := rows.filter(stamp=UUID(stamp)).first()) is not None:
        return written
    # Only a word that is not here comes too late.
    signing.loads(mark, salt=_SALT, max_age=MARK_LIFE)
    feedback = PageFeedback.objects.select_related("publication").filter(pk=key).first()
    if feedback is None:
        raise signing.BadSignature("The page is gone.")
    return FeedbackWord(feedback=feedback, is_useful=bool(is_useful), stamp=UUID(stamp))


def keep(word: FeedbackWord, text: str) -> FeedbackWord:
    """Store a word; sent twice under one mark, the first is there."""
    word.text = text
    return insert_once(word, word.stamp, then=lambda: None)


def mark_read(words: FeedbackWordQuerySet, *, by: User) -> int:
    """Note who has read the words; return of how many this is new."""
    return words.unread().update(read_at=timezone.now(), read_by=by)


@task
def erase_old_words() -> int:
    """Erase words of long ago, read or not; return how many. The counts stay."""
    long_ago = timezone.now() - timedelta(days=settings.FEEDBACK_KEPT_DAYS)
    return FeedbackWord.objects.filter(given_at__lt=long_ago).delete()[0]
