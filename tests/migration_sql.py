"""The SQL of migrations that run while a site is read, and what squawk has against it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from unittest import mock

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

# What stood before the rule: sites of then are upgraded while they are stopped.
_BEFORE: Final = Path(__file__).with_name("migrations_before_locks.txt")
# Of a table that grows with the years these hold up readers or writers while they go through it.
_HOLD_UP: Final = {
    "adding-field-with-default",
    "adding-foreign-key-constraint",
    "adding-not-nullable-field",
    "changing-column-type",
    "constraint-missing-not-valid",
    "disallowed-unique-constraint",
    "require-concurrent-index-creation",
}
# Of any table these break the code of before, which still serves while processes are exchanged.
_BREAK_OLD_CODE: Final = {
    "adding-required-field",
    "ban-drop-column",
    "ban-drop-default",
    "ban-drop-table",
    "renaming-column",
    "renaming-table",
}
GROWING: Final = re.compile(
    r'"?(publishing_(publication|revision|changeset|attachment|link)|audit_auditentry'
    r"|pictures_picture|search_\w+|indicators_observation|reports_\w+|products_product"
    r'|profiles_enterprise|questions_question|consultations_\w+|accounts_user)"?'
)


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a migration would do to a site that is being read."""

    migration: str
    rule: str
    statement: str


def later_migrations() -> Iterator[tuple[str, str]]:
    """Yield name and SQL of each migration of ours that has come since the rule holds."""
    before = migrations_before()
    loader = MigrationLoader(None, replace_migrations=False)
    for key, migration in sorted(loader.disk_migrations.items()):
        file = Path(str(sys.modules[type(migration).__module__].__file__))
        if migration.initial or not _is_ours(file) or _path_of(file) in before:
            continue
        plan: Any = [(loader.graph.nodes[key], False)]
        # A loader that asks no database still writes for one.
        loader.connection = connection
        # Nothing is run: what refuses a transaction may be asked for its words in that of a test.
        is_in_one = migration.atomic and connection.in_atomic_block
        with mock.patch.object(connection, "in_atomic_block", is_in_one):
            sql = "\n".join(loader.collect_sql(plan))
        yield ".".join(key), sql


def complaints(name: str, sql: str) -> Iterator[Complaint]:
    """Ask squawk; what holds up matters for tables that grow, and new tables are empty."""
    words = [Path(sys.executable).with_name("squawk"), "--reporter=json", "--pg-version=15.0"]
    words += ["--assume-in-transaction", "--stdin-filepath", f"{name}.sql"]
    done = subprocess.run(words, input=sql, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("["), done.stderr
    lines = sql.splitlines()
    for found in json.loads(done.stdout):
        rule, statement = found["rule_name"], lines[found["line"]]
        holds_up = rule in _HOLD_UP and GROWING.search(statement)
        if holds_up or rule in _BREAK_OLD_CODE:
            yield Complaint(name, rule, statement[:200])


def _is_ours(file: Path) -> bool:
    return file.is_relative_to(settings.BASE_DIR) and "site-packages" not in file.parts


def _path_of(file: Path) -> str:
    return file.relative_to(settings.BASE_DIR).as_posix()


def migrations_before() -> set[str]:
    """Return the files that the rule lets through, below the folder of the code."""
    lines = _BEFORE.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if not line.startswith("#")}
