"""Words of readers on the first page of the staff: those about the pages of who looks."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import works_here
from portal.kit.panels import Waiting
from portal.participation.feedback.models import FeedbackWord


def words_waiting(user: User) -> list[Waiting]:
    """Return the unread words about pages that the person answers for."""
    if not works_here(user):
        return []
    return [
        Waiting(
            "loi-ban-doc",
            _("Words of readers about my pages"),
            (FeedbackWord.objects.unread().for_owner(user),),
            url=f"{reverse('admin:feedback_feedbackword_changelist')}?doc=toi",
            is_mine=True,
        )
    ]
