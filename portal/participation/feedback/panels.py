"""What readers say of pages, where the staff works: on its first page, and above each page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import works_here
from portal.editing.staff_bar import Way
from portal.kit.panels import Waiting
from portal.participation.feedback.models import FeedbackWord, PageFeedback
from portal.publishing.models import Publication


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


def answers_about(user: User, page: Publication) -> list[Way]:
    """Return how many found a page of use, for who may read it; nothing where nobody answered."""
    rows: Any = PageFeedback.objects.visible_to(user).with_waiting()
    found = rows.filter(publication_id=page.pk).first()
    if found is None:
        return []
    label = gettext("Readers: of use to %(useful)d, of no use to %(not_useful)d") % {
        "useful": found.useful,
        "not_useful": found.not_useful,
    }
    if found.waiting:
        words = ngettext("%(number)d word to read", "%(number)d words to read", found.waiting)
        label = f"{label}; {words % {'number': found.waiting}}"
    address = reverse("admin:feedback_feedbackword_changelist")
    return [Way(label, f"{address}?feedback={found.pk}")]
