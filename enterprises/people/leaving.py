"""What a representative holds whose account is shut: invitations, and enterprises of one owner.

What they wrote for their enterprise is the enterprise's, and stays so.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from enterprises.people.invitations import revoke
from enterprises.people.models import Invitation
from enterprises.profiles.models import Representative
from portal.accounts.leaving import Held
from portal.accounts.models import User
from portal.publishing.models import Publication


def staying_pages(user: User) -> QuerySet[Any, Any]:
    """Return the keys of the pages of each enterprise that the person speaks or spoke for.

    Its other people go on with them; of the staff's they would be gone from its desk.
    """
    theirs = Representative.objects.filter(user=user).order_by().values("enterprise")
    own = Q(pk__in=theirs) | Q(parent_page__in=theirs)
    return Publication.objects.filter(own).order_by().values("pk")


def sent_invitations(user: User) -> Held:
    """Return what the person sent for an enterprise and nobody has taken: it is revoked."""
    speaks = Representative.objects.filter(enterprise=OuterRef("enterprise"), user=user)
    rows = Invitation.objects.unanswered().filter(Exists(speaks), created_by=user)

    def revoke_all(to: User, by: User) -> None:
        for sent in rows:
            revoke(sent, by=by)

    return Held(
        name="invitations",
        label=_("invitations to speak for an enterprise that nobody has taken: they end"),
        ends=True,
        count_rows=rows.count,
        give=revoke_all,
    )


def last_owner(user: User) -> Held:
    """Return the enterprise that no owner is left for: the department invites another one."""
    mine = Representative.objects.current().owners().filter(user=user)
    others = Representative.objects.current().owners().filter(user__is_active=True)
    others = others.filter(enterprise=OuterRef("enterprise")).exclude(user=user)
    return Held(
        name="last_owner",
        label=_("enterprise that has no other owner: invite one for it"),
        ends=True,
        count_rows=mine.exclude(Exists(others.order_by())).count,
        give=lambda to, by: None,
    )
