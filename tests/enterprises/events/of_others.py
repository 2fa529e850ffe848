from enterprises.events.models import Registration
from tests.enterprises import builders


def _guest(others):
    me = others.representatives.get()
    guest = Registration.objects.create(
        event=builders.event(), enterprise=others, registered_by=me, name="Bà Hoa", seat="taken"
    )
    return {"pk": guest.pk}


def _slot_request(others):
    request = others.slot_requests.create(
        event=builders.event(), requested_by=others.representatives.get(), topic="Phần mềm"
    )
    return {"pk": request.pk}


MAKERS = {"enterprises:desk_guest": _guest, "enterprises:desk_slot_request": _slot_request}
