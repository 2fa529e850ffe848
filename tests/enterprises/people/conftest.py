"""An invitation that somebody new has in a letter."""

import pytest

from enterprises.people import invitations
from tests.enterprises.people import letters


@pytest.fixture
def link(me):
    """The link in the letter to somebody new."""
    invitations.invite(me.enterprise, email=letters.NEW, role="editor", by=me.user)
    return letters.link_to(letters.NEW)
