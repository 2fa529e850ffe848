"""Raising an obstacle, and the letter to the enterprise about what came of it."""

from typing import Final

from django.db import IntegrityError, transaction

from enterprises.briefings.forms import ObstacleForm
from enterprises.briefings.models import ActionItem
from enterprises.kit import daily
from enterprises.profiles.models import Representative
from portal.pagecache.generation import unseen
from portal.participation.publicforms.limits import Limit
from portal.participation.publicforms.stamps import key_with
from portal.tasks import letters

A_DAY: Final = Limit("doanh-nghiep.vuong-mac", 30, daily.DAY)


def send_obstacle_letter(item: ActionItem) -> None:
    """Write to all who speak for the enterprise how things stand; nothing where a meeting asked."""
    if item.enterprise is None:
        return
    letters.send("obstacle_news", to=item.enterprise.representatives.mailboxes(), item=item)


def raise_obstacle(me: Representative, form: ObstacleForm) -> ActionItem | None:
    """Create the obstacle of a valid form, once for each form handed out.

    Nothing where the form was handed out to somebody else. Who goes back and writes something
    else raises that, too. No reader sees it before the staff makes it public. ValidationError where
    the enterprise has raised many today.
    """
    words = {name: form.cleaned_data[name] for name in form._meta.fields or ()}
    key = key_with(form.cleaned_data["form_key"], words)
    item = form.save(commit=False)
    item.enterprise, item.raised_by, item.form_key = me.enterprise, me.user, key
    try:
        with unseen(), transaction.atomic():
            item.save()
            daily.spend(A_DAY, me.enterprise_id)
    except IntegrityError:
        return ActionItem.objects.filter(form_key=key, enterprise=me.enterprise).first()
    return item
