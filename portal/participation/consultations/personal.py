"""Personal data of the people who sent comments; what they let readers see stays."""

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.utils import timezone

from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record
from portal.kit.personal_data import Holding, Rows, register
from portal.pagecache import generation
from portal.participation.consultations.models import CommentState, ConsultationComment

type Comments = QuerySet[ConsultationComment]


def _personal_data(address: str) -> Rows:
    rows = ConsultationComment.objects.from_sender(address).order_by("pk")
    return [
        {
            "number": comment.number,
            "received": comment.received_at.isoformat(),
            "consultation": comment.consultation.path,
            "name": comment.name,
            "email": comment.email,
            "phone": comment.phone,
            "organisation": comment.organisation,
            "name_is_shown": comment.name_is_shown,
            "comment": comment.text,
            "state": comment.state,
            "reason": comment.reason,
            "verdict": comment.verdict,
            "answer": comment.answer,
        }
        for comment in rows.select_related("consultation")
    ]


def _erase_person(address: str) -> int:
    # What was said stays, of nobody; what was refused goes.
    return erase_completely(ConsultationComment.objects.from_sender(address), by=None)


def register_comments() -> None:
    """Let comments be asked for what they hold of a person."""
    register(Holding("comments on drafts", export=_personal_data, erase=_erase_person))


def erase(comments: Comments) -> int:
    """Erase addresses, hidden names and refused texts of these comments; return how many.

    A name shown with consent stays until the sender asks for it to go.
    """
    # Refused only after the erasure: then the words had stayed, and a name that was shown.
    late = comments.filter(state=CommentState.REFUSED).exclude(erased_at=None)
    gone = {"text": "", "name": "", "organisation": "", "name_is_shown": False}
    late.exclude(**gone).update(**gone)
    return _erase_rows(
        comments.filter(erased_at=None), keeps=Q(name_is_shown=True, state=CommentState.SHOWN)
    )


@transaction.atomic
def erase_completely(comments: Comments, *, by: User | None) -> int:
    """Erase as above and the names that readers see, too, as the sender asks; record it."""
    rows = ConsultationComment.objects.filter(pk__in=list(comments.values_list("pk", flat=True)))
    count = _erase_rows(rows, keeps=Q(pk__in=[]))
    if count:
        generation.invalidate_public_content()
    for comment in rows.order_by("pk"):
        record(Action.CHANGED, by=by, subject=comment, new={"erased": "sender"})
    return count


def _erase_rows(rows: Comments, *, keeps: Q) -> int:
    return rows.update(
        email="",
        phone="",
        name=_value_where("name", keeps),
        organisation=_value_where("organisation", keeps),
        name_is_shown=Case(When(keeps, then=Value(True)), default=Value(False)),
        text=_value_where("text", ~Q(state=CommentState.REFUSED)),
        erased_at=timezone.now(),
    )


def _value_where(column: str, keeps: Q) -> Case:
    """Return the column where the condition holds, else ""."""
    return Case(When(keeps, then=F(column)), default=Value(""), output_field=TextField())
