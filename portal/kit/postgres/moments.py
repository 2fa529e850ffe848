"""What time it is for the database, whose clock may be another machine's."""

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """Return what the clock of the database shows, also inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now
