"""Guests of events, and events that change under them."""

from enterprises.events.models import Event, Registration
from enterprises.events.registrations import register
from portal.publishing.models import State
from portal.publishing.services import save
from portal.publishing.workflow import transition
from tests.enterprises.builders import (
    enterprise,
    representative,
)


def someone(name="dn-a", firm="Công ty Sông Hương"):
    return representative(enterprise(firm), name)


def come(at, me, *names):
    return [register(at, me, name=name, position="") for name in names]


def seats(at):
    return list(Registration.objects.filter(event=at).in_turn().values_list("name", "seat"))


def change(forum, **fields):
    page = Event.objects.get(pk=forum.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    return save(page, by=None)


def withdraw(forum):
    transition(Event.objects.get(pk=forum.pk), to=State.WITHDRAWN, by=None)
