"""Questions from citizens as the search of the admin finds them: by number or words."""

from typing import Final

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import works_here
from portal.kit.admin_search import with_folded_words
from portal.kit.finding import MAX_HITS, Hit, Hits
from portal.participation.questions.models import Question

# What the list of questions is searched by, too.
SEARCHED: Final = ["text", "name", "email", "phone"]


def find_questions(user: User, typed: str) -> list[Hits]:
    """Return questions that the person may read: that of a number, else those with the words."""
    if not works_here(user):
        return []
    by_number = Q(pk__in=Question.objects.numbered(typed).values("pk"))
    with_words = with_folded_words(Question.objects.all(), typed, SEARCHED)
    rows = Question.objects.visible_to(user).filter(by_number | Q(pk__in=with_words.values("pk")))
    found = rows.order_by("-pk")[:MAX_HITS]
    hits = tuple(
        Hit(
            each.beginning or each.number,
            reverse("admin:questions_question_change", args=[each.pk]),
            f"{each.number} · {each.get_state_display()}",
        )
        for each in found
    )
    return [Hits(_("Questions from citizens"), hits)]
