from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a publication stands in its life; the steps are in portal.publishing.steps."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted for review")
    CHANGES_ASKED = "changes_asked", _("changes asked for")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    # Gone from every screen but the bin's; the address stays reserved.
    BINNED = "binned", _("in the bin")
    # Only a pending change ends so; its page goes on as it was.
    DISCARDED = "discarded", _("discarded")


# A pending change in one of these waits for somebody; there is at most one on a page.
OPEN = (State.DRAFT, State.SUBMITTED, State.CHANGES_ASKED, State.APPROVED)
