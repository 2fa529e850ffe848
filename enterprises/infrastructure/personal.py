"""Personal data of the contacts of enterprises and of listings."""

from collections.abc import Iterable

from enterprises.infrastructure.models import ListingContact
from enterprises.profiles.models import PrivateContact
from portal.audit.models import Action
from portal.audit.recording import record
from portal.kit.personal_data import Holding, Rows, from_sender, register


def _contacts(address: str) -> Iterable[PrivateContact | ListingContact]:
    """Yield the contacts of enterprises and of listings with this address or number."""
    yield from PrivateContact.objects.filter(from_sender(address)).order_by("pk")
    yield from ListingContact.objects.filter(from_sender(address)).order_by("pk")


def _contact_rows(address: str) -> Rows:
    return [
        {"about": _about(each), "name": each.name, "phone": each.phone, "email": each.email}
        for each in _contacts(address)
    ]


def _about(contact: PrivateContact | ListingContact) -> str:
    page = contact.enterprise if isinstance(contact, PrivateContact) else contact.listing
    return page.path


def _erase_contacts(address: str) -> int:
    found = list(_contacts(address))
    for contact in found:
        contact.name = contact.phone = contact.email = ""
        contact.save(update_fields=["name", "phone", "email"])
        record(Action.CHANGED, by=None, subject=contact, new={"erased": True})
    return len(found)


def register_contacts() -> None:
    """Let the people to be called be asked for and erased with all else of a person."""
    register(Holding("contacts of enterprises", export=_contact_rows, erase=_erase_contacts))
