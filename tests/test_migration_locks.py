"""A migration holds no full table locked for long, and the code of before runs on its tables.

`squawk` reads the SQL. What it names is done in two releases (a column may be empty at first, or
has `db_default`; what is dropped is dropped when no code asks for it), or without a lock
(`AddIndexConcurrently`, `NOT VALID` and `ValidateConstraint`): docs/decisions/0096.
"""

import pytest
from django.conf import settings

from tests.migration_sql import complaints, later_migrations, migrations_before

# A migration that is added to the list would never be looked at.
NUMBER_BEFORE = 63
PAGES = '"publishing_publication"'


@pytest.mark.django_db
def test_no_migration_holds_up_a_site_or_breaks_the_code_of_before():
    found = [each for name, sql in later_migrations() for each in complaints(name, sql)]
    assert found == [], "docs/decisions/0096 says what to do instead"


def test_what_stood_before_is_named_file_by_file():
    """A day would let through what others write on it."""
    before = migrations_before()
    assert len(before) == NUMBER_BEFORE
    assert [path for path in before if not (settings.BASE_DIR / path).exists()] == []


@pytest.mark.parametrize(
    ("sql", "rule"),
    [
        (f"CREATE INDEX i ON {PAGES} (title);", "require-concurrent-index-creation"),
        (
            f"ALTER TABLE {PAGES} ADD CONSTRAINT c CHECK (title <> '');",
            "constraint-missing-not-valid",
        ),
        (f"ALTER TABLE {PAGES} ALTER COLUMN title TYPE text;", "changing-column-type"),
        ("ALTER TABLE any_table ALTER COLUMN a DROP DEFAULT;", "ban-drop-default"),
        ("ALTER TABLE any_table DROP COLUMN a;", "ban-drop-column"),
        ("ALTER TABLE any_table RENAME COLUMN a TO b;", "renaming-column"),
        ("ALTER TABLE any_table ADD COLUMN a int NOT NULL;", "adding-required-field"),
    ],
)
def test_what_holds_up_or_breaks_is_named(sql, rule):
    assert rule in {each.rule for each in complaints("app.0009_change", sql)}


@pytest.mark.parametrize(
    "sql",
    [
        f"ALTER TABLE {PAGES} ADD COLUMN note text DEFAULT '' NOT NULL;",
        f"ALTER TABLE {PAGES} ADD COLUMN seen_at timestamptz NULL;",
        f"CREATE INDEX CONCURRENTLY i ON {PAGES} (title);",
        "CREATE INDEX i ON any_table (title);",
        "CREATE TABLE new_table (id bigint PRIMARY KEY);\nCREATE INDEX i ON new_table (id);",
    ],
)
def test_what_holds_nobody_up_is_let_through(sql):
    assert list(complaints("app.0009_change", sql)) == []
