"""The demo, loaded once by each process of a run; from then on its rows are copied.

To load it is to save page after page, which takes seconds; its rows are there in a tenth of one.
"""

from collections.abc import Iterable
from io import BytesIO

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.migrated import rows_of_migrations

# By the password of its accounts (there are none without one): the rows of each table as COPY
# writes them, of those tables that loading has changed.
_loaded: dict[str, dict[str, bytes]] = {}


def load_demo() -> None:
    """Bring the demo without its year into a transaction in which nothing was written yet."""
    if (rows := _loaded.get(settings.DEMO_PASSWORD)) is not None:
        _copy(rows)
        return
    before = rows_of_migrations()
    call_command("load_demo", "--no-year", verbosity=0)
    after = rows_of_migrations()
    assert before.keys() <= after.keys(), "a table that the demo empties would keep its rows"
    changed = {table: copy for table, copy in after.items() if before.get(table) != copy}
    _loaded[settings.DEMO_PASSWORD] = changed


def _copy(rows: dict[str, bytes]) -> None:
    """Put in rows that are complete: no trigger adds to them, and their foreign keys are checked.

    The numbers of later rows go on behind them: no sequence is taken back with a transaction.
    """
    _switch_triggers("DISABLE", rows)
    with connection.cursor() as cursor:
        cursor.execute(";".join(f'DELETE FROM "{table}"' for table in rows))  # noqa: S608  # own names
        for table, copy in rows.items():
            cursor.copy_expert(f'COPY "{table}" FROM STDIN', BytesIO(copy))
        # What waits for the end of the transaction would keep the triggers from coming back.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    _switch_triggers("ENABLE", rows)


def _switch_triggers(how: str, tables: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(";".join(f'ALTER TABLE "{table}" {how} TRIGGER USER' for table in tables))
