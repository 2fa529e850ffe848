"""Letters that hold a secret, and what is erased when its time has come."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone

from enterprises.models import Invitation, JoinRequest
from portal.mails import sending


@task
def post_invitation(pk: int, attempt: int = 0) -> bool:
    """Send the letter of an invitation; whether it is gone.

    Its secret is made here, so that it stands in the letter only and in no table of tasks.
    """
    with transaction.atomic():
        rows = Invitation.objects.select_for_update(of=("self",)).select_related("created_by")
        invitation = rows.filter(pk=pk).first()
        if invitation is None or not invitation.is_open:
            return False
        token = invitation.new_token()
        invitation.save(update_fields=["token_hash"])
    letter = sending.write(
        "invitation", invitation=invitation, enterprise=invitation.enterprise, token=token
    )
    if letter.hand_over(invitation.email):
        Invitation.objects.filter(pk=pk).update(sent_at=timezone.now())
        return True
    if later := sending.turn_after(attempt):
        post_invitation.using(run_after=later).enqueue(pk, attempt + 1)
    return False


@task
def erase_old_requests() -> int:
    """Erase requests to join, with names and numbers of people, long after the answer."""
    long_ago = timezone.now() - timedelta(days=settings.JOIN_REQUEST_KEPT_DAYS)
    return JoinRequest.objects.filter(decided_at__lt=long_ago).delete()[0]
