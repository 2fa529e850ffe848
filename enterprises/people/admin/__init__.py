"""Representatives, invitations and requests to join in the admin."""

from enterprises.people.admin import join_requests, representatives

__all__ = ["join_requests", "representatives"]
