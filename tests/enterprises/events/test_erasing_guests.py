"""Who came to an event is forgotten after its time; that somebody came is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from enterprises.events.models import Event, Registration
from enterprises.events.registrations import register
from enterprises.events.tasks import erase_old_guests
from tests.enterprises.builders import enterprise, event, representative

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    forum = event(seats_per_enterprise=5)
    me = representative(enterprise())
    for name in ("Bà Hoa", "Ông Nam"):
        register(forum, me, name=name, position="Giám đốc")
    Registration.objects.filter(name="Bà Hoa").update(attended=True)
    return forum


def was(forum, *, days):
    """The event, moved back by so many days from now."""
    Event.objects.filter(pk=forum.pk).update(starts_at=timezone.now() - timedelta(days=days))


def test_names_and_positions_are_erased_and_seats_are_kept(forum):
    was(forum, days=731)
    assert erase_old_guests.func() == 2
    rows = Registration.objects.values_list("name", "position", "seat", "attended")
    assert list(rows) == [("—", "", "taken", True), ("—", "", "taken", None)]
    assert not Registration.objects.filter(name_key__contains="hoa").exists()
    assert erase_old_guests.func() == 0


def test_names_stay_as_long_as_the_setting_says(forum, settings):
    was(forum, days=729)
    assert erase_old_guests.func() == 0
    settings.EVENT_GUEST_DAYS = 700
    assert erase_old_guests.func() == 2
