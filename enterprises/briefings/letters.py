"""Letters to an enterprise about what it raised."""

from enterprises.briefings.models import ActionItem
from portal.tasks import sending


def tell_of(item: ActionItem) -> None:
    """Write to all who speak for the enterprise how things stand; nothing where a meeting asked."""
    if item.enterprise is None:
        return
    sending.send("obstacle_news", to=item.enterprise.representatives.mailboxes(), item=item)
