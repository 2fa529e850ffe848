"""What is kept of people of enterprises who have no account: asked, invited, named to be called."""

from collections.abc import Iterable

from django.db.models import QuerySet

from enterprises.models import Invitation, JoinRequest, ListingContact, PrivateContact
from portal.audit.models import Action
from portal.audit.recording import record
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


def _contacts(address: str) -> Iterable[PrivateContact | ListingContact]:
    """Whom the department calls, and whom others call about a listing."""
    yield from PrivateContact.objects.filter(email__iexact=address).order_by("pk")
    yield from ListingContact.objects.filter(email__iexact=address).order_by("pk")


def _contacts_told(address: str) -> Rows:
    return [
        {
            "about": _about(each),
            "name": each.name,
            "phone": each.phone,
            "email": each.email,
        }
        for each in _contacts(address)
    ]


def _about(contact: PrivateContact | ListingContact) -> str:
    page = contact.enterprise if isinstance(contact, PrivateContact) else contact.listing
    return page.path


def _contacts_erased(address: str) -> int:
    found = list(_contacts(address))
    for contact in found:
        contact.name = contact.phone = contact.email = ""
        contact.save(update_fields=["name", "phone", "email"])
        record(Action.CHANGED, by=None, subject=contact, new={"erased": True})
    return len(found)


def register_people() -> None:
    """Let what enterprises say of people be asked for what it holds of one of them."""
    register(Holding("join requests", tell=_told_of, erase=_erase))
    register(Holding("invitations", tell=_invitations_told, erase=_invitations_erased))
    register(Holding("contacts of enterprises", tell=_contacts_told, erase=_contacts_erased))
