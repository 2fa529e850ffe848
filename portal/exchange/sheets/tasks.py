"""What comes round by itself for lists that are sent as files."""

from django.tasks import task

from portal.exchange.sheets import models


@task
def forget_old_sheets() -> None:
    """Delete the lists that were sent and never confirmed: persons may stand in them."""
    models.forget_old()
