"""Scheduled bundles of who leaves: they go out by a colleague's right, or are open again."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.leaving import Held
from portal.accounts.models import User
from portal.accounts.roles import publishes
from portal.audit.models import Action
from portal.audit.recording import record
from portal.newsroom.bundles import due
from portal.publishing.models import Bundle, BundleState
from portal.tasks.letters import send


def scheduled_bundles(user: User) -> Held:
    """Return bundles that wait for their moment and would go out by the person's right."""
    rows = Bundle.objects.filter(scheduled_by=user, state=BundleState.SCHEDULED).order_by("pk")

    def give(to: User, by: User) -> None:
        for bundle in rows.select_for_update(no_key=True):
            _give(bundle, to=to, by=by)

    label = gettext_lazy("scheduled bundles; a colleague who does not publish gets them open again")
    return Held(name="scheduled_bundles", label=label, count_rows=rows.count, give=give)


def _give(bundle: Bundle, *, to: User, by: User) -> None:
    """Let a bundle go out by a colleague's right; without it, open it again and say so."""
    leaver = bundle.scheduled_by
    if publishes(to):
        bundle.scheduled_by = to
        bundle.save(update_fields=["scheduled_by"])
        old, new = {"scheduled_by": str(leaver)}, {"scheduled_by": str(to)}
        record(Action.CHANGED, by=by, subject=bundle, old=old, new=new)
        return
    why = _("%(name)s, who scheduled it, has left.") % {"name": leaver}
    due.reopen(bundle, by=by, why=why)
    people = due.mailboxes(to, bundle.created_by if bundle.created_by != leaver else None)
    address = reverse("admin:publishing_bundle_change", args=[bundle.pk])
    send("bundle_reopened", to=people, bundle=bundle, why=why, address=address)
