"""The letter that tells an enterprise what became of its application."""

from enterprises.profiles.models import Representative
from portal.tasks.sending import send
from projects.work.models import Application


def tell_of_answer(application: Application) -> None:
    """Write the answer to all who speak for the enterprise, in the transaction that keeps it."""
    to = Representative.objects.filter(enterprise=application.enterprise_id).mailboxes()
    send("support_decided", to=to, application=application)
