"""Who of the staff may be given a question."""

from django.db.models import QuerySet

from portal.accounts.choosing import editors_here, writers_here
from portal.accounts.models import User


def possible_assignees() -> QuerySet[User]:
    """Return the staff who write or publish; each may be given a question."""
    return (writers_here() | editors_here()).order_by("first_name", "username")
