"""Who comes to speak for an enterprise: invitations, and requests to join."""

from enterprises.people.models.invitation import Invitation
from enterprises.people.models.join_request import JoinRequest, JoinState

__all__ = ["Invitation", "JoinRequest", "JoinState"]
