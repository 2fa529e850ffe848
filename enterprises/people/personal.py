"""What requests to join keep of the people who wrote them."""

from enterprises.models import JoinRequest
from portal.personal_data.holdings import Holding, Rows, register


def _told_of(address: str) -> Rows:
    return [
        {
            "number": asked.number,
            "received": asked.created_at.isoformat(),
            "state": asked.state,
            "enterprise": asked.name,
            "tax_code": asked.tax_code,
            "name": asked.person,
            "email": asked.email,
            "phone": asked.phone,
            "message": asked.message,
            "answer": asked.word,
        }
        for asked in JoinRequest.objects.filter(email__iexact=address).order_by("pk")
    ]


def _erase(address: str) -> int:
    # As long after the answer: the record keeps number and decision, and no name.
    return JoinRequest.objects.filter(email__iexact=address).delete()[0]


def register_requests() -> None:
    """Let requests to join be asked for what they hold of a person."""
    register(Holding("join requests", tell=_told_of, erase=_erase))
