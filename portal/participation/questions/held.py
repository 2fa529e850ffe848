from django.utils.translation import gettext_lazy as _

from portal.accounts.leaving import Held
from portal.accounts.models import User
from portal.participation.questions.models import Question
from portal.participation.questions.services import assign


def open_questions(user: User) -> Held:
    """Return questions of citizens that are given to the person and not answered."""
    rows = Question.objects.open().filter(assignee=user)

    def give(to: User, by: User) -> None:
        for question in rows:
            assign(question, to=to, by=by)

    return Held(
        name="questions",
        label=_("questions of citizens to answer"),
        count_rows=rows.count,
        give=give,
    )
