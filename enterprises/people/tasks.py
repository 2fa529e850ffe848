"""Letters that hold a secret, and what is erased when its time has come."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from enterprises.people.models import Invitation, JoinRequest
from portal.publishing.models import State
from portal.tasks.letters import Letter, letter_task, render


@letter_task
def post_invitation(pk: int) -> Letter | None:
    """Return the letter of an invitation, unless it was revoked, taken or is over.

    Its secret is made here, so that it stands in the letter only and in no table of tasks.
    """
    with transaction.atomic():
        rows = Invitation.objects.select_for_update(of=("self",)).select_related("created_by")
        invitation = rows.filter(pk=pk).first()
        if invitation is None or not invitation.is_open:
            return None
        token = invitation.new_token()
        invitation.save(update_fields=["token_hash"])
    text = render(
        "invitation",
        invitation=invitation,
        enterprise=invitation.enterprise,
        is_named=_is_named(invitation),
        token=token,
    )
    return Letter(invitation.email, *text, when_sent=partial(_note_sent, pk))


def _is_named(invitation: Invitation) -> bool:
    """Return whether the letter may tell the names that enterprise and person gave themselves.

    Only while readers see the profile: what changes of it then, the staff has seen. Else anything
    could be sent in the department's name.
    """
    return invitation.enterprise.state == State.PUBLISHED or invitation.created_by.is_staff


def _note_sent(pk: int) -> None:
    Invitation.objects.filter(pk=pk).update(sent_at=timezone.now())


@task
def erase_old_requests() -> int:
    """Erase requests to join, with names and numbers of people, long after the answer.

    With them go the addresses of invitations that nobody took. Return how many rows went.
    """
    long_ago = timezone.now() - timedelta(days=settings.JOIN_REQUEST_KEPT_DAYS)
    invited = Invitation.objects.ran_out_before(long_ago).delete()[0]
    return invited + JoinRequest.objects.filter(decided_at__lt=long_ago).delete()[0]
