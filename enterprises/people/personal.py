"""Personal data of people without an account: requests to join and invitations."""

from django.db.models import QuerySet

from enterprises.people.models import Invitation, JoinRequest
from portal.kit.personal_data import Holding, Rows, from_sender, register


def _join_request_rows(address: str) -> Rows:
    return [
        {
            "number": request.number,
            "received": request.created_at.isoformat(),
            "state": request.state,
            "enterprise": request.name,
            "tax_code": request.tax_code,
            "name": request.person,
            "email": request.email,
            "phone": request.phone,
            "message": request.message,
            "answer": request.comment,
        }
        for request in JoinRequest.objects.filter(from_sender(address)).order_by("pk")
    ]


def _erase_join_requests(address: str) -> int:
    # As long after the answer: the record keeps number and decision, and no name.
    return JoinRequest.objects.filter(from_sender(address)).delete()[0]


def _invited(address: str) -> QuerySet[Invitation]:
    """Return open invitations; who took one has an account, and these commands leave it."""
    return Invitation.objects.filter(email__iexact=address, used_at=None)


def _invitation_rows(address: str) -> Rows:
    return [
        {
            "invited": row.created_at.isoformat(),
            "enterprise": row.enterprise.title,
            "email": row.email,
            "role": row.role,
        }
        for row in _invited(address).select_related("enterprise").order_by("pk")
    ]


def _erase_invitations(address: str) -> int:
    return _invited(address).delete()[0]


def register_people() -> None:
    """Let what enterprises say of people be asked for what it holds of one of them."""
    register(Holding("join requests", export=_join_request_rows, erase=_erase_join_requests))
    register(Holding("invitations", export=_invitation_rows, erase=_erase_invitations))
