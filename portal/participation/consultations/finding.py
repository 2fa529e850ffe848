"""Comments on drafts as the search of the admin finds them: by the number of the receipt."""

from django.urls import reverse
from django.utils.text import capfirst

from portal.accounts.models import User
from portal.kit.finding import Hit, Hits
from portal.participation.consultations.models import ConsultationComment
from portal.participation.consultations.models.comment import parse_number


def find_comments(user: User, typed: str) -> list[Hits]:
    """Return the comment of a number that the person may read; for words there is the list."""
    if not parse_number(typed):
        return []
    found = ConsultationComment.objects.visible_to(user).numbered(typed)
    hits = tuple(
        Hit(
            each.excerpt or each.number,
            reverse("admin:consultations_consultationcomment_change", args=[each.pk]),
            f"{each.number} · {each.get_state_display()}",
        )
        for each in found
    )
    return [Hits(capfirst(str(ConsultationComment._meta.verbose_name_plural)), hits)]
