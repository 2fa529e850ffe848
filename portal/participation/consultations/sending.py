"""Comments come in: each once, each with a receipt, and only while they are asked for."""

from uuid import UUID

from django.db import IntegrityError, transaction

from portal.participation.consultations.models import ConsultationComment
from portal.tasks.sending import send


def sent_by(key: UUID) -> ConsultationComment | None:
    """What has come by this form with these words already."""
    return ConsultationComment.objects.filter(stamp=key).first()


def take_in(comment: ConsultationComment) -> ConsultationComment:
    """Keep a comment and confirm it by letter; sent twice by one form, it is there once."""
    try:
        with transaction.atomic():
            comment.save(force_insert=True)
            # Nothing of what was typed goes into the letter: nobody sends mail in our name.
            page = comment.consultation
            send("comment_received", to=[comment.email], comment=comment, consultation=page)
    except IntegrityError:
        if (before := sent_by(comment.stamp)) is None:
            raise
        return before
    return comment
