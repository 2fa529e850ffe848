"""Letters to an enterprise about what it raised."""

from enterprises.models import ActionItem
from portal.mails import sending


def tell_of(item: ActionItem) -> None:
    """Write to all who speak for the enterprise how things stand; nothing where a meeting asked."""
    if item.enterprise is None:
        return
    people = item.enterprise.representatives.current().filter(user__is_active=True)
    addresses = people.values_list("user__email", flat=True)
    sending.send("obstacle_news", to=list(addresses), item=item)
