"""A script of newer tools opens with settings that an older server does not know."""

import pytest
from django.db import connection

from portal.kit.postgres.dumps import comment_out_unknown_settings, remove_notes_of_the_server

pytestmark = pytest.mark.django_db

SCRIPT = """\
--
-- PostgreSQL database dump
--

\\restrict abc

-- Dumped by pg_dump version 21.0

SET statement_timeout = 0;
SET planet_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
SET row_security = off;
SET extension.of_its_own = on;

CREATE TABLE public.note (text text);
COPY public.note (text) FROM stdin;
SET planet_timeout = 0;
\\.
SET planet_timeout = 0;
"""


def test_an_opening_setting_that_the_server_does_not_know_becomes_a_comment(tmp_path):
    script = tmp_path / "dump.sql"
    script.write_text(SCRIPT, encoding="utf-8")
    assert comment_out_unknown_settings(script, connection) == ["planet_timeout"]
    # What stands in rows and after them is the site's own, or a fault to be heard of.
    expected = SCRIPT.replace("SET planet_timeout = 0;", "--  planet_timeout = 0;", 1)
    assert script.read_text(encoding="utf-8") == expected


def test_a_script_for_its_own_server_is_left_as_it_is(tmp_path):
    script = tmp_path / "dump.sql"
    script.write_text("SET statement_timeout = 0;\n\nSELECT 1;\n", encoding="utf-8")
    assert comment_out_unknown_settings(script, connection) == []
    assert script.read_text(encoding="utf-8") == "SET statement_timeout = 0;\n\nSELECT 1;\n"


def test_what_a_newer_server_notes_on_its_columns_is_removed(tmp_path):
    script = tmp_path / "pre-data.sql"
    notes = (
        "ALTER TABLE ONLY public.note ALTER COLUMN text SET (pg_attver=32985856);\n"
        'ALTER TABLE ONLY public.note ALTER COLUMN "order" SET (pg_attver=7);\n'
    )
    start, end = "CREATE TABLE public.note (text text);\n", "ALTER TABLE ONLY public.note\n"
    planned = "ALTER TABLE ONLY public.note ALTER COLUMN text SET (n_distinct=5);\n"
    script.write_text(start + notes + planned + end, encoding="utf-8")
    remove_notes_of_the_server(script)
    assert script.read_text(encoding="utf-8") == start + planned + end
