"""Answers and words of readers, each from one plain call."""

from uuid import uuid4

from portal.participation.feedback.models import FeedbackWord, PageFeedback
from portal.publishing.models import Publication


def counted(page: Publication, useful: int = 3, not_useful: int = 1) -> PageFeedback:
    """The answers about a page."""
    counts = {"useful": useful, "not_useful": not_useful}
    return PageFeedback.objects.get_or_create(publication_id=page.pk, defaults=counts)[0]


def word(page: Publication, text: str = "Thiếu số điện thoại.", **fields: object) -> FeedbackWord:
    """A word that nobody has read, unless the fields say otherwise."""
    row = {"is_useful": False, "stamp": uuid4()} | fields
    return FeedbackWord.objects.create(feedback=counted(page), text=text, **row)
