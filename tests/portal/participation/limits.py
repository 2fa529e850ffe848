"""Limits of forms, brought to their edge without sending the forms so often."""

from portal.participation.publicforms.limits import Limit

CLIENT = "127.0.0.1"  # Where Django's test client sends from.


def spend_all_but_one(limit: Limit, place: str = CLIENT) -> None:
    """Count what a place may send within the limit, but for one time."""
    for _ in range(limit.max_uses - 1):
        assert limit.spend(place) is None
