"""Letters that came back later: a report of a mail server, proved by the letter that it returns.

Anybody can write such a report. So the address in it counts for nothing; what counts is the link to
stop all letters, which only the letter itself held.
"""

import re
from datetime import date, timedelta
from email import message_from_bytes, message_from_string, policy
from email.message import Message
from enum import StrEnum
from typing import Final

from django.core.signing import BadSignature
from django.db import transaction

from portal.subscriptions import links
from portal.subscriptions.models import Follower

# A report holds the letter at most; ours are far smaller.
MAX_BYTES: Final = 256 * 1024
MAX_PARTS: Final = 20
MAX_HEAD: Final = 2_000
# On so many days, none of them longer ago than this from the next, letters came back for good.
MAX_DAYS: Final = 3
MEMORY: Final = timedelta(days=30)
_MARK: Final = re.compile(r"/theo-doi/ngung/([\w:.-]{1,300})/")
_PERMANENT: Final = re.compile(r"5\.\d{1,3}\.\d{1,3}\b")


class BounceOutcome(StrEnum):
    """What a report led to."""

    NO_REPORT = "no report of a letter that came back"
    TEMPORARY = "the mail server still tries, nothing is to be done"
    NOT_OURS = "the returned letter is none to a follower"
    COUNTED = "counted"
    ERASED = "the address is erased: letters to it came back on three days"


@transaction.atomic
def take_in(raw: bytes, today: date) -> BounceOutcome:
    """Count a report of a letter that came back for good; at last erase the address."""
    if len(raw) > MAX_BYTES:
        return BounceOutcome.NO_REPORT
    parts = _parts(raw)
    statuses = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    if not statuses:
        return BounceOutcome.NO_REPORT
    if not any(_is_permanent(part) for part in statuses):
        return BounceOutcome.TEMPORARY
    follower = _follower_of(parts)
    return BounceOutcome.NOT_OURS if follower is None else _count(follower, today)


def _parts(raw: bytes) -> list[Message]:
    """Return the first parts of a message, however deep they lie."""
    message = message_from_bytes(raw, policy=policy.compat32)
    found: list[Message] = []
    waiting: list[Message] = [message]
    while waiting and len(found) < MAX_PARTS:
        part = waiting.pop(0)
        found.append(part)
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting += [each for each in inner if isinstance(each, Message)]
    return found


def _is_permanent(status: Message) -> bool:
    """Return whether a recipient's block says that the letter failed for good."""
    blocks = status.get_payload()
    return any(
        str(block.get("Action", "")).strip().lower() == "failed"
        and _PERMANENT.match(str(block.get("Status", "")).strip()) is not None
        for block in (blocks if isinstance(blocks, list) else [])
        if isinstance(block, Message)
    )


def _follower_of(parts: list[Message]) -> Follower | None:
    """Return whose letter came back, by the link in its own head."""
    for part in parts:
        if found := _MARK.search(_way_out(part)):
            try:
                return links.follower_of(found[1])
            except BadSignature:
                return None
    return None


def _way_out(part: Message) -> str:
    """Return what the letter that came back, or its head alone, says of how to stop letters."""
    if part.get_content_type() == "text/rfc822-headers":
        part = message_from_string(str(part.get_payload()), policy=policy.compat32)
    head = str(part.get("List-Unsubscribe", ""))[:MAX_HEAD]
    # Letters of before this was mended had it in encoded words.
    clear = str(policy.default.header_factory("List-Unsubscribe", head))
    # A long head is broken into lines, wherever the server that returned it liked.
    return re.sub(r"\s+", "", clear)


def _count(follower: Follower, today: date) -> BounceOutcome:
    follower = Follower.objects.select_for_update().get(pk=follower.pk)
    last = follower.last_bounced_on
    if last == today:
        return BounceOutcome.COUNTED
    is_in_a_row = last is not None and today - last <= MEMORY
    follower.bounced_days = follower.bounced_days + 1 if is_in_a_row else 1
    follower.last_bounced_on = today
    if follower.bounced_days >= MAX_DAYS:
        Follower.objects.filter(pk=follower.pk).erase()
        return BounceOutcome.ERASED
    follower.save(update_fields=["bounced_days", "last_bounced_on"])
    return BounceOutcome.COUNTED
