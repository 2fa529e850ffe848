"""The demo, loaded once by each process of a run; from then on its rows are copied.

To load it is to save page after page, which takes seconds; its rows are there in a tenth of one.
"""

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.migrated import put_rows, rows_of_migrations

# By the password of its accounts (there are none without one): the rows of each table as COPY
# writes them, of those tables that loading has changed.
_loaded: dict[str, dict[str, bytes]] = {}


def load_demo() -> None:
    """Bring the demo without its year into a transaction in which nothing was written yet."""
    if (rows := _loaded.get(settings.DEMO_PASSWORD)) is not None:
        # The numbers of later rows go on behind them: no sequence is taken back with a transaction.
        with connection.cursor() as cursor:
            put_rows(cursor, rows, in_place_of=rows)
        return
    before = rows_of_migrations()
    call_command("load_demo", "--no-year", verbosity=0)
    after = rows_of_migrations()
    assert before.keys() <= after.keys(), "a table that the demo empties would keep its rows"
    changed = {table: copy for table, copy in after.items() if before.get(table) != copy}
    _loaded[settings.DEMO_PASSWORD] = changed
