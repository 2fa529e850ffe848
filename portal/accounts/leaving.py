"""Somebody leaves: the account is shut, and what is open goes to a colleague.

What people hold is known by the apps above; a setting names the functions that tell of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_stubs_ext import StrPromise

from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record, recorded_last


@dataclass(frozen=True)
class Held:
    """What somebody holds of one sort: how many there are, and how they are given on."""

    name: str
    label: str | StrPromise
    count_rows: Callable[[], int]
    give: Callable[[User, User], object]
    # It ends with the account: nobody has to go on with it.
    ends: bool = False
    # Where the account stays and has no role any more, it goes to who took the role away.
    stays: bool = False
    # What else becomes of it then, by whom.
    give_back: Callable[[User], object] | None = None

    @cached_property
    def count(self) -> int:
        return self.count_rows()


def held_by(user: User) -> list[Held]:
    """Return all that the person holds, of each sort."""
    every: list[Held] = [import_string(name)(user) for name in settings.HELD_BY_STAFF]
    return [held for held in every if held.count]


@transaction.atomic
@recorded_last()
def let_go(user: User, *, to: User | None, by: User) -> None:
    """Shut the account, end its sessions, and give what it holds to `to`; all is written down.

    Raises ValidationError where nobody is named for what is open, or nobody would be left.
    """
    locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if locked.pk == by.pk:
        raise ValidationError(_("You cannot shut your own account; another administrator can."))
    every = held_by(locked)
    open_work = [held for held in every if not held.ends]
    if open_work and (to is None or not to.is_active or to.pk == locked.pk):
        raise ValidationError(_("Choose a colleague who goes on with what is open."))
    for held in every:
        held.give(to or by, by)
    new: dict[str, object] = {"is_active": False} | {held.name: held.count for held in every}
    if open_work:
        new["given_to"] = str(to)
    locked.is_active = False
    # Sessions hang on the password: none of them opens again, should the person come back.
    locked.set_unusable_password()
    locked.save(update_fields=["is_active", "password"])
    record(Action.CHANGED, by=by, subject=locked, old={"is_active": True}, new=new)


@transaction.atomic
def take_back(user: User, *, by: User) -> None:
    """Open a shut account again; the person sets a new password by a letter."""
    locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if locked.is_active:
        return
    locked.is_active = True
    locked.save(update_fields=["is_active"])
    record(Action.CHANGED, by=by, subject=locked, old={"is_active": False}, new={"is_active": True})
