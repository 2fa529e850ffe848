"""What consultations keep of the people who sent comments."""

from portal.kit.personal_data import Holding, Rows, register
from portal.participation.consultations.erasing import erase_whole
from portal.participation.consultations.models import ConsultationComment


def _told_of(address: str) -> Rows:
    rows = ConsultationComment.objects.filter(email__iexact=address).order_by("pk")
    return [
        {
            "number": comment.number,
            "received": comment.received_at.isoformat(),
            "consultation": comment.consultation.path,
            "name": comment.name,
            "email": comment.email,
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


def _erase(address: str) -> int:
    # What was said stays, of nobody; what was refused goes.
    return erase_whole(email__iexact=address)


def register_comments() -> None:
    """Let comments be asked for what they hold of a person."""
    register(Holding("comments on drafts", tell=_told_of, erase=_erase))
