"""Erasing what names people in comments; what readers were shown with consent stays."""

from typing import Any

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.utils import timezone

from portal.participation.consultations.models import CommentState, ConsultationComment
from portal.publishing import generation


def erase(**which: Any) -> int:
    """Erase the addresses of these comments' senders, hidden names, and refused texts; how many.

    A name that its owner wanted beside the comment stays until its owner asks for it to go.
    """
    # Refused only after the name had gone: then the words had stayed.
    late = ConsultationComment.objects.filter(state=CommentState.REFUSED, **which)
    late.exclude(erased_at=None).exclude(text="").update(text="")
    rows = ConsultationComment.objects.filter(erased_at=None, **which)
    return _erased(rows, keeps=Q(name_is_shown=True, state=CommentState.SHOWN))


@transaction.atomic
def erase_whole(**which: Any) -> int:
    """The same at a person's own wish: names that readers see go, too."""
    named = ConsultationComment.objects.filter(**which)
    count = _erased(named, keeps=Q(pk__in=[]))
    if count:
        generation.invalidate_public_content()
    return count


def _erased(rows: QuerySet[ConsultationComment], *, keeps: Q) -> int:
    return rows.update(
        email="",
        name=_kept("name", keeps),
        organisation=_kept("organisation", keeps),
        name_is_shown=Case(When(keeps, then=Value(True)), default=Value(False)),
        text=_kept("text", ~Q(state=CommentState.REFUSED)),
        erased_at=timezone.now(),
    )


def _kept(column: str, keeps: Q) -> Case:
    """The column where it is kept, else nothing."""
    return Case(When(keeps, then=F(column)), default=Value(""), output_field=TextField())
