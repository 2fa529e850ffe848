"""Tables whose rows a backup leaves out, each with the reason; the rows of all others are in it.

A model of ours says so itself: `exclude_from_backup = "the reason"`.
"""

from typing import Final

from allauth.account.models import EmailConfirmation
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Model
from django_tasks_db.models import DBTaskResult

_OF_LIBRARIES: Final[dict[type[Model], str]] = {
    Session: "Who was signed in then is nobody's to restore: everybody signs in anew.",
    DBTaskResult: "A letter that waited then has gone out since, and periodic tasks begin anew.",
    EmailConfirmation: "A secret on its way by letter; who needs one asks for another.",
}


def excluded_tables() -> dict[str, str]:
    """Return the reason for each table whose rows no backup holds and no restore brings back."""
    ours = {
        model: str(reason)
        for model in apps.get_models()
        if (reason := vars(model).get("exclude_from_backup"))
    }
    return {model._meta.db_table: reason for model, reason in (_OF_LIBRARIES | ours).items()}
