"""What a transaction locks after the record, which all others wait for."""

import re
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

_RECORD = "pg_advisory_xact_lock(2007, 11)"
_LOCKS = re.compile(r"FOR (NO KEY )?UPDATE|^UPDATE |^DELETE |INSERT INTO pagecache_generation")


def locked_after_record(work: Callable[[], object]) -> list[str]:
    """Do it; return the statements behind the record's lock that wait for rows of others."""
    with CaptureQueriesContext(connection) as asked:
        work()
    queries = [each["sql"] for each in asked]
    first = next(number for number, sql in enumerate(queries) if _RECORD in sql)
    return [sql for sql in queries[first:] if _LOCKS.search(sql)]
