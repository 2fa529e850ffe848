"""Tables whose rows a backup leaves out, each with the reason; the rows of all others are in it.

A model of ours says so itself: `exclude_from_backup = "the reason"`.
"""

from typing import Final

from allauth.account.models import EmailConfirmation
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.backends.base.base import BaseDatabaseWrapper
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


def row_counts(connection: BaseDatabaseWrapper) -> dict[str, int]:
    """Return how many rows each table has whose rows a backup holds."""
    excluded = excluded_tables()
    counts = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in excluded:
                name = connection.ops.quote_name(table)
                cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608  # a table's own name
                counts[table] = int(cursor.fetchone()[0])
    return counts
