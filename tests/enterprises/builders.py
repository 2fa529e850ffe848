from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from enterprises.briefings.models import ActionItem
from enterprises.events.models import Event, EventSeries, Occasion, Slot, SlotRequest
from enterprises.infrastructure.models import InfrastructureListing
from enterprises.people.models import JoinRequest
from enterprises.products.models import Product
from enterprises.profiles.models import Enterprise, Locality, Representative, RepresentativeRole
from enterprises.servicepoints.models import PointKind, ServicePoint
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.kit.text.normalize import slugify
from portal.publishing import services
from portal.publishing.models import State
from tests import builders


def enterprise(title: str = "Công ty Sông Hương", **fields: Any) -> Enterprise:
    """A public enterprise, unless the fields say otherwise."""
    fields = {"state": State.PUBLISHED, "published_at": builders.FEBRUARY} | fields
    return services.save(Enterprise(title=title, **fields), by=None)


def product(of: Enterprise, title: str = "Phần mềm kế toán", **fields: Any) -> Product:
    """A public product of an enterprise, unless the fields say otherwise."""
    fields = {"state": State.PUBLISHED, "published_at": builders.FEBRUARY} | fields
    return services.save(Product(title=title, enterprise=of, **fields), by=None)


def listing(
    of: Enterprise | None = None, title: str = "Cho thuê cột ở Phú Bài", **fields: Any
) -> InfrastructureListing:
    """A public offer of a mast, unless the fields say otherwise."""
    owner = {} if "organisation" in fields else {"enterprise": of or enterprise()}
    known = {"direction": "offer", "facility": "mast", "place": "Cạnh ga Phú Bài"}
    live = {"state": State.PUBLISHED, "published_at": builders.FEBRUARY}
    return services.save(
        InfrastructureListing(title=title, **(known | live | owner | fields)), by=None
    )


def service_point(name: str = "Bưu cục Phú Bài", **fields: Any) -> ServicePoint:
    """A post office that readers see, in Phú Bài unless the fields say otherwise."""
    if "locality" not in fields:
        fields["locality"] = Locality.objects.get_or_create(name="Phường Phú Bài")[0]
    return ServicePoint.objects.create(name=name, **{"kind": PointKind.POST_OFFICE} | fields)


def representative(
    of: Enterprise, username: str = "dn-a", *, role: str = RepresentativeRole.OWNER, **fields: Any
) -> Representative:
    """Somebody who speaks for an enterprise, with an account of their own."""
    account = User.objects.filter(username=username).first()
    account = account or builders.person(
        username, Role.REPRESENTATIVE, email=f"{username}@doanh-nghiep.example"
    )
    return Representative.objects.create(enterprise=of, user=account, role=role, **fields)


def signed_in(me: Representative) -> Client:
    """A browser in which the representative has signed in."""
    return builders.signed_in(me.user)


def series(name: str = "Diễn đàn hàng tháng", **fields: Any) -> EventSeries:
    """A series of forums, unless the fields say otherwise."""
    return EventSeries.objects.create(**({"name": name, "occasion": Occasion.FORUM} | fields))


def event(title: str = "Diễn đàn tháng 3", **fields: Any) -> Event:
    """A public forum in a week that takes registrations, unless the fields say otherwise."""
    now = timezone.now().replace(microsecond=0)
    fields = {
        "state": State.PUBLISHED,
        "published_at": builders.FEBRUARY,
        "occasion": Occasion.FORUM,
        "starts_at": now + timedelta(days=7),
        "registration_opens_at": now - timedelta(days=1),
    } | fields
    return services.save(Event(title=title, **fields), by=None)


def slot(of: Event, **fields: Any) -> Slot:
    """An open slot at the beginning of an event, unless the fields say otherwise."""
    return Slot.objects.create(**({"event": of, "starts_at": of.starts_at} | fields))


def join_request(**fields: Any) -> JoinRequest:
    """An enterprise that asks to join, as it came from the form."""
    row = {
        "name": "Công ty Bến Ngự",
        "tax_code": "0000000017",
        "person": "Trần Thị Chờ",
        "email": "cho@ben-ngu.example",
        "phone": "0234 3 000 000",
        "message": "Chúng tôi làm phần mềm.",
        "stamp": "00" * 16,
    }
    return JoinRequest.objects.create(**(row | fields))


def slot_request(at: Event, by: str = "Công ty Sông Hương", **fields: Any) -> SlotRequest:
    """A request that waits for an answer, of an enterprise of that name with an owner."""
    me = representative(enterprise(by), slugify(by))
    fields = {"topic": "Phần mềm của chúng tôi"} | fields
    return SlotRequest.objects.create(event=at, enterprise=me.enterprise, requested_by=me, **fields)


def obstacle(
    of: Enterprise | None = None, subject: str = "Chưa kết nối được hai mạng", **fields: Any
) -> ActionItem:
    """Something that an enterprise has raised and nobody has taken up, unless told otherwise."""
    return ActionItem.objects.create(enterprise=of, subject=subject, **fields)
