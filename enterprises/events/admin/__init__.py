"""Events, their guests and forum slots in the admin."""

from enterprises.events.admin import events, guests, slots

__all__ = ["events", "guests", "slots"]
