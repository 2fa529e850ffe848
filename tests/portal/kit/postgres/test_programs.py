"""PostgreSQL's programs reach the very database that Django is connected to."""

import json

import pytest
from django.db.backends.postgresql.base import DatabaseWrapper
from psycopg2.extensions import parse_dsn

from portal.kit.environment import Environment
from portal.kit.postgres import programs

# Prints what it was called with.
_PROGRAM = """#!/usr/bin/env python3
import json, os, sys
print(json.dumps([sys.argv[1:], {k: v for k, v in os.environ.items() if k.startswith("PG")}]))
"""


@pytest.fixture
def called(tmp_path, monkeypatch):
    """Return the words of a program on the database of an address, and its variables."""
    program = tmp_path / "program"
    program.write_text(_PROGRAM, encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setattr(programs, "_find", lambda _name: program)
    for name in ("PGOPTIONS", "PGPASSWORD"):
        monkeypatch.delenv(name, raising=False)

    def call(address, *words):
        monkeypatch.setenv("AN_ADDRESS", address)
        database = Environment().database_url("AN_ADDRESS")
        return json.loads(programs.run("psql", *words, database=connection_to(database)))

    return call


def connection_to(database):
    return DatabaseWrapper({"OPTIONS": {}} | database)


@pytest.mark.parametrize(
    ("address", "reached"),
    [
        (
            "postgres://app@db.example:5433/portal?sslmode=verify-full&sslcrl=/a%20b/crl",
            {
                "host": "db.example", "port": "5433", "user": "app", "dbname": "portal",
                "sslmode": "verify-full", "sslcrl": "/a b/crl",
            },
        ),
        (
            "postgres://app@/portal?host=/var/run/postgresql&port=5433",
            {"host": "/var/run/postgresql", "port": "5433", "user": "app", "dbname": "portal"},
        ),
        (
            "postgres:///?service=portal&target_session_attrs=read-write&passfile=/a",
            {"service": "portal", "target_session_attrs": "read-write", "passfile": "/a"},
        ),
    ],
)  # fmt: skip
def test_each_option_of_the_address_is_theirs_as_well(called, address, reached):
    words, variables = called(address, "--quiet")
    assert words[1:] == ["--quiet"]
    assert parse_dsn(words[0].removeprefix("--dbname=")) == reached
    assert variables == {"PGOPTIONS": "-c lock_timeout=30s"}


def test_no_password_stands_in_the_list_of_processes(called):
    words, variables = called("postgres://app:geheim@db.example/portal?sslpassword=geheim2")
    assert "geheim" not in " ".join(words)
    assert variables["PGPASSWORD"] == "geheim"


def test_options_of_the_server_stay_beside_ours(called, monkeypatch):
    words, variables = called("postgres://app@db.example/portal?options=-c%20search_path%3Da")
    parsed = parse_dsn(words[0].removeprefix("--dbname="))
    assert (parsed["options"], variables) == ("-c search_path=a -c lock_timeout=30s", {})
    monkeypatch.setenv("PGOPTIONS", "-c search_path=b")
    _words, variables = called("postgres://app@db.example/portal")
    assert variables == {"PGOPTIONS": "-c search_path=b -c lock_timeout=30s"}
