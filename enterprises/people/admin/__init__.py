"""Who speaks for an enterprise, and who asks to, in the admin."""

from enterprises.people.admin import join_requests, representatives

__all__ = [
    "join_requests",
    "representatives",
]
