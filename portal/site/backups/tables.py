"""Tables whose rows a backup leaves out, each with the reason; the rows of all others are in it.

A model of ours says so itself: `exclude_from_backup = "the reason"`.
"""

from typing import Final, NamedTuple

from allauth.account.models import EmailConfirmation
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from portal.kit.progress import progress_bar

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


# The sum of all rows' hashes is the same in any order, and on any version of the server.
_CONTENT: Final = """
    SELECT count(*), coalesce(sum(('x' || left(md5(r::text), 16))::bit(64)::bigint::numeric), 0)
"""


class Content(NamedTuple):
    """What a table holds: how many rows, and a sum over them all in whatever order."""

    rows: int
    sum: str


def contents(connection: BaseDatabaseWrapper) -> dict[str, Content]:
    """Return the content of each table whose rows a backup holds."""
    excluded, found = excluded_tables(), {}
    with connection.cursor() as cursor:
        # Moments are summed as they are written out, which hangs on this.
        cursor.execute("SET LOCAL TimeZone = 'UTC'")
        tables = set(connection.introspection.table_names(cursor)).difference(excluded)
        for table in progress_bar(sorted(tables), name=_("counting rows")):
            name = connection.ops.quote_name(table)
            cursor.execute(f"{_CONTENT} FROM {name} AS r")  # a table's own name
            rows, total = cursor.fetchone()
            found[table] = Content(int(rows), str(total))
    return found
