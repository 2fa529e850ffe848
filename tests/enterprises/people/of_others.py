"""People and invitations of another enterprise."""

from typing import Any

from enterprises.people.invitations import invite
from enterprises.people.models import Invitation
from enterprises.profiles.models import Enterprise
from tests import builders as site
from tests.enterprises import builders


def person_of(others: Enterprise) -> dict[str, Any]:
    return {"pk": builders.representative(others, f"dn-khac-{others.pk}", role="editor").pk}


def invitation_of(others: Enterprise) -> dict[str, Any]:
    invite(others, email="moi@khac.example", role="editor", by=site.publisher("nguoi-moi"))
    return {"pk": Invitation.objects.get().pk}


MAKERS = {
    "enterprises:desk_person_role": person_of,
    "enterprises:desk_person_end": person_of,
    "enterprises:desk_hand_over": person_of,
    "enterprises:desk_invitation_again": invitation_of,
    "enterprises:desk_invitation_revoke": invitation_of,
}
