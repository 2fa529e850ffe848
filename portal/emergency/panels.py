"""Emergencies on the first page of the staff: in force, and where a second person is missing."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import publishes
from portal.emergency.models import Emergency
from portal.kit.panels import Waiting


def emergencies_waiting(user: User) -> list[Waiting]:
    """Return what this publisher can confirm, what waits for another one, and what is in force."""
    if not publishes(user):
        return []
    begins, url = Emergency.objects.waiting(), reverse("admin:emergency")
    declared = Emergency.objects.declared()
    ends = declared.filter(end_requested_by__isnull=False)
    mine, my_end = Q(requested_by=user), Q(end_requested_by=user)
    sorts = [
        ("khan-cap", _("An emergency waits for your confirmation"), begins.exclude(mine), True),
        ("het-khan-cap", _("The end of an emergency waits for you"), ends.exclude(my_end), True),
        ("khan-cap-cua-toi", _("Your emergency waits for a colleague"), begins.filter(mine), False),
        (
            "het-cua-toi",
            _("Your end of an emergency waits for another"),
            ends.filter(my_end),
            False,
        ),
        ("dang-khan-cap", _("Emergency in force"), declared.filter(end_requested_by=None), False),
    ]
    return [
        Waiting(slug, label, (rows,), url=url, is_late=is_late)
        for slug, label, rows, is_late in sorts
    ]
