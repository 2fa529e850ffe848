"""Personal data of those who follow: the address, as long as it follows something."""

from portal.kit.personal_data import Holding, Rows, register
from portal.subscriptions.models import Follower, Subscription


def _personal_data(address: str) -> Rows:
    rows = Subscription.objects.filter(follower__email=address).select_related("follower")
    return [
        {
            "email": each.follower.email,
            "follows": f"{each.kind} {each.key}".strip(),
            "frequency": each.frequency,
            "asked": each.requested_at.isoformat(),
            "confirmed": each.confirmed_at.isoformat() if each.confirmed_at else None,
        }
        for each in rows
    ]


def _erase(address: str) -> int:
    """Erase the address with all that it follows; return of how many subscriptions."""
    count = Subscription.objects.filter(follower__email=address).count()
    Follower.objects.filter(email=address).erase()
    return count


def register_followers() -> None:
    """Let subscriptions be asked for what they hold of a person."""
    register(Holding("subscriptions by e-mail", export=_personal_data, erase=_erase))
