"""Which roles an account may have, by the enterprises that its person speaks or spoke for."""

from django.utils.translation import gettext as _

from enterprises.profiles.models import Representative
from portal.accounts.models import User


def refusal(user: User, *, becomes_staff: bool, loses_desk: bool) -> str:
    """Return why an account may not have the roles chosen for it; "" where it may.

    Whose a request is hangs on who began it: of somebody of the staff it would be the staff's own,
    gone from the enterprise's desk and answered to nobody. And the desk stays open until the access
    to it ends, with or without the role.
    """
    if becomes_staff and Representative.objects.filter(user=user).exists():
        return _(
            "This person speaks, or has spoken, for an enterprise, whose requests hang on this "
            "account. Open another account for the work here, with another e-mail address."
        )
    if loses_desk and Representative.objects.current().filter(user=user).exists():
        return _(
            "This person speaks for an enterprise and keeps its desk without this role, too. End "
            "the access in the list of representatives; the role goes with it."
        )
    return ""
