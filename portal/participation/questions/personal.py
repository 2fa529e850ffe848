"""Personal data of the people who asked."""

from portal.audit.models import Action
from portal.audit.recording import record
from portal.kit.personal_data import Holding, Rows, register
from portal.participation.questions.models import Question


def _personal_data(address: str) -> Rows:
    return [
        {
            "number": question.number,
            "received": question.received_at.isoformat(),
            "state": question.state,
            "field": question.section.name if question.section else "",
            "name": question.name,
            "email": question.email,
            "phone": question.phone,
            "called": question.phoned_at.isoformat() if question.phoned_at else None,
            "text": question.text,
            # A draft is not said yet.
            "reply": "" if question.is_open else question.reply,
            "forwarded_to": "" if question.is_open else question.forwarded_to,
            "closed": question.closed_at.isoformat() if question.closed_at else None,
            "published_as": question.published_as.path if question.published_as else None,
        }
        for question in Question.objects.from_sender(address)
        .select_related("section", "published_as")
        .order_by("pk")
    ]


def _erase(address: str) -> int:
    rows = list(Question.objects.from_sender(address).select_for_update())
    for question in rows:
        question.erase()
        record(Action.CHANGED, by=None, subject=question, new={"erased": True})
    return len(rows)


def register_questions() -> None:
    """Let questions be asked for what they hold of a person."""
    register(Holding("questions", export=_personal_data, erase=_erase))
