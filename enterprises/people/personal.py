"""What is kept of people of enterprises who have no account: who asked to join, who was invited."""

from django.db.models import QuerySet

from enterprises.people.models import Invitation, JoinRequest
from portal.kit.personal_data import Holding, Rows, register


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


def _invited(address: str) -> QuerySet[Invitation]:
    """Who took the invitation has an account, which is not for these commands."""
    return Invitation.objects.filter(email__iexact=address, used_at=None)


def _invitations_told(address: str) -> Rows:
    return [
        {
            "invited": row.created_at.isoformat(),
            "enterprise": row.enterprise.title,
            "email": row.email,
            "role": row.role,
        }
        for row in _invited(address).select_related("enterprise").order_by("pk")
    ]


def _invitations_erased(address: str) -> int:
    return _invited(address).delete()[0]


def register_people() -> None:
    """Let what enterprises say of people be asked for what it holds of one of them."""
    register(Holding("join requests", tell=_told_of, erase=_erase))
    register(Holding("invitations", tell=_invitations_told, erase=_invitations_erased))
