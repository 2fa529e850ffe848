"""What questions keep of the people who asked."""

from portal.audit.models import Action
from portal.audit.recording import record
from portal.kit.personal_data import Holding, Rows, register
from portal.participation.questions.models import Question


def _told_of(address: str) -> Rows:
    return [
        {
            "number": asked.number,
            "received": asked.received_at.isoformat(),
            "state": asked.state,
            "field": asked.section.name if asked.section else "",
            "name": asked.name,
            "email": asked.email,
            "phone": asked.phone,
            "text": asked.text,
            # A draft is not said yet.
            "reply": "" if asked.is_open else asked.reply,
            "forwarded_to": asked.forwarded_to,
            "closed": asked.closed_at.isoformat() if asked.closed_at else None,
            "published_as": asked.published_as.path if asked.published_as else None,
        }
        for asked in Question.objects.asked_by(address)
        .select_related("section", "published_as")
        .order_by("pk")
    ]


def _erase(address: str) -> int:
    rows = list(Question.objects.asked_by(address).select_for_update())
    for question in rows:
        question.erase()
        record(Action.CHANGED, by=None, subject=question, new={"erased": True})
    return len(rows)


def register_questions() -> None:
    """Let questions be asked for what they hold of a person."""
    register(Holding("questions", tell=_told_of, erase=_erase))
