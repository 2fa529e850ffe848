"""copy_rows: what goes in through COPY comes out as it was."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from portal.kit.postgres.copying import copy_rows

# Every character that PostgreSQL can keep, the meaningful ones of COPY's format often.
TEXT = st.text(
    st.sampled_from("\\\t\n\r'\",;.N b0x{}") | st.characters(codec="utf-8", exclude_characters="\0")
)


def _make_table(column: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE TEMPORARY TABLE copied ("the value" {column}) ON COMMIT DROP')


def _copied(*values: object) -> list[object]:
    count = copy_rows(connection, "copied", ["the value"], [[value] for value in values])
    assert count == len(values)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM copied ORDER BY ctid")
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("TRUNCATE copied")
    return found


class CopiedTextTests(TestCase):
    @given(st.lists(st.none() | TEXT, max_size=5))
    @settings(max_examples=150, deadline=None)
    def test_it_keeps_any_text_as_it_is(self, texts: list[str | None]) -> None:
        with transaction.atomic():
            _make_table("text")
            assert _copied(*texts) == texts
            with connection.cursor() as cursor:
                cursor.execute("DROP TABLE copied")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["\\N", "\\.", "\\", "\t\\n", "a\\\nb", "", "\\\\N", "\r\n"])
def test_it_keeps_what_means_something_to_copy(text: str) -> None:
    _make_table("text")
    assert _copied(text, "giữ nguyên") == [text, "giữ nguyên"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("bigint", -(2**63)),
        ("boolean", True),
        ("boolean", False),
        ("date", date(2007, 2, 1)),
        ("timestamptz", datetime(2007, 2, 1, 3, 27, 14, 5, tzinfo=UTC)),
        ("bigint", None),
    ],
)
def test_it_keeps_values_of_other_types(column: str, value: object) -> None:
    _make_table(column)
    assert _copied(value) == [value]


@pytest.mark.django_db
def test_it_keeps_json() -> None:
    _make_table("jsonb")
    data = {"title": 'Hội "nghị"\\\n\t', "parts": [1, None]}
    copy_rows(connection, "copied", ["the value"], [[data]])
    with connection.cursor() as cursor:
        cursor.execute("SELECT \"the value\"->>'title', \"the value\"->'parts'->>0 FROM copied")
        assert cursor.fetchone() == (data["title"], "1")


@pytest.mark.django_db
def test_it_keeps_rows_longer_than_what_is_read_at_once() -> None:
    _make_table("text")
    texts = ["đ" * 100_000, "", "x" * 20_000]
    assert _copied(*texts) == texts


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_it_refuses_what_postgresql_cannot_keep_and_keeps_no_row(text: str) -> None:
    _make_table("text")
    with pytest.raises(ValueError, match=r"NUL|surrogate"), transaction.atomic():
        copy_rows(connection, "copied", ["the value"], [["trước"], [text]])
    assert _copied() == []


@pytest.mark.django_db
def test_it_refuses_a_type_that_it_has_no_rule_for() -> None:
    _make_table("text")
    with pytest.raises(TypeError, match="float"), transaction.atomic():
        copy_rows(connection, "copied", ["the value"], [[1.5]])


@pytest.mark.django_db
def test_it_is_held_to_the_databases_constraints() -> None:
    _make_table('text CHECK (length("the value") > 1)')
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_rows(connection, "copied", ["the value"], [["đủ dài"], ["x"]])
    assert _copied() == []
