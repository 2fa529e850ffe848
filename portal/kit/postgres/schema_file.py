"""The tables as `schema.sql` has them, for a database in which nothing was made yet.

Applying each migration asks Django to build its models anew hundreds of times; their outcome is
known (docs/decisions/0140-an-empty-database-begins-with-schema-sql.md).
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from portal.kit.postgres.dumps import remove_notes_of_the_server
from portal.kit.postgres.programs import run

SCHEMA_FILE: Final = "schema.sql"
# The dump names each table with its schema.
SCHEMA: Final = "public"
# What pg_dump says of each thing and of itself, and the settings of the session that reads it.
_OF_THE_DUMP: Final = re.compile(
    r"^(?:--(?: (?:Name:|Data for Name:|Dumped|PostgreSQL) .*)?"
    r"|\\.*|SET .*;|SELECT pg_catalog\.set_config\(.*|COMMENT ON EXTENSION .*)\n",
    re.M,
)
# When a migration wrote a row, which is when the file is read.
_MOMENT: Final = re.compile(r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d(?::\d\d)?'")


def load_schema(connection: BaseDatabaseWrapper) -> bool:
    """Make the tables and the rows that migrations bring; return whether there was room for them.

    Only in an empty database whose tables go into the schema `public`. All or nothing; raises
    django.db.Error where the server refuses a statement.
    """
    file = settings.BASE_DIR / SCHEMA_FILE
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        is_elsewhere = cursor.fetchone() != (SCHEMA,)
    if is_elsewhere or connection.introspection.table_names() or not file.exists():
        return False
    # One string is one transaction. Functions name tables that the script makes after them.
    script = f"SET LOCAL check_function_bodies = false;\n{file.read_text(encoding='utf-8')}"
    with connection.cursor() as cursor:
        cursor.execute(script)
    return True


def dump_schema(connection: BaseDatabaseWrapper) -> str:
    """Return a script that makes the connected database anew in an empty one.

    Raises ProgramFailed, or EmbeddedServerError where pg_dump is not on this machine.
    """
    migrations = MigrationRecorder.Migration._meta.db_table
    with TemporaryDirectory() as folder:
        file = Path(folder, SCHEMA_FILE)
        run(
            *("pg_dump", "--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=1000"),
            f"--exclude-table-data={migrations}",
            f"--file={file}",
            database=connection,
        )
        remove_notes_of_the_server(file)
        script = _OF_THE_DUMP.sub("", file.read_text(encoding="utf-8"))
        script = re.sub(r"\n{3,}", "\n\n", script).lstrip("\n")
    # The list of migrations is counted from one again, as its rows are written anew.
    counted = re.compile(rf"^SELECT pg_catalog\.setval\('{SCHEMA}\.{migrations}_id_seq'.*\n", re.M)
    script = counted.sub("", _MOMENT.sub("now()", script))
    applied = MigrationRecorder(connection).migration_qs.order_by("app", "name")
    rows = ",\n".join(f"    ('{each.app}', '{each.name}', now())" for each in applied)
    return f"{script}INSERT INTO {SCHEMA}.{migrations} (app, name, applied) VALUES\n{rows};\n"
