"""A column carries where its value comes from, and its kind says how that is written."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from portal.exchange.datafiles.reading import (
    cells_of,
    facts_of_row,
    fields_of,
    page_address,
    page_title,
    records_of,
    table_of,
    without_zeros,
)
from portal.exchange.datafiles.responses import file_response
from portal.exchange.datafiles.tables import ID, Column, Computed, Dataset, Kind, Related, Table
from portal.publishing.models import Publication, State
from tests import builders


def cells(columns, *records):
    return list(cells_of(records, columns))


def test_each_value_is_read_from_its_field_in_whatever_order_the_columns_stand():
    one, other = Column("one", "Một"), Column("other", "Hai", value="far__field")
    record = {"far__field": 2, "one": 1}
    assert cells((one, other), record) == [(1, 2)]
    assert cells((other, one), record) == [(2, 1)]
    assert fields_of((other, one, ID)) == ["far__field", "one", "pk"]


def test_a_function_takes_the_fields_that_it_names():
    columns = (Column("sum", "", value=Computed(lambda a, b: a - b, ("a", "b"))),)
    assert cells(columns, {"b": 1, "a": 3}) == [(2,)]
    assert fields_of(columns) == ["a", "b"]


def test_rows_elsewhere_are_loaded_once_for_all_columns_and_records():
    loads = []

    def load(keys):
        loads.append(keys)
        return {1: "một", 2: "hai"}

    columns = (
        Column("first", "", value=Related("first_id", load)),
        Column("second", "", value=Related("second_id", load, str.upper)),
    )
    records = [{"first_id": 1, "second_id": 2}, {"first_id": None, "second_id": 3}]
    assert cells(columns, *records) == [("một", "HAI"), (None, None)]
    assert loads == [{1, 2, 3}]


def test_nothing_is_loaded_where_nothing_is_named():
    columns = (Column("page", "", value=page_title("page_id")),)
    assert cells(columns, {"page_id": None}) == [(None,)]


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        (Kind.TEXT, "", None),
        (Kind.TEXT, "/chữ", "/chữ"),
        (Kind.ADDRESS, "https://hue.vn/", "https://hue.vn/"),
        (Kind.DATE, datetime(2007, 1, 30, 20, tzinfo=UTC), date(2007, 1, 31)),
        (Kind.BOOLEAN, False, False),
        (Kind.INTEGER, 0, 0),
    ],
)
def test_values_are_as_their_kind_has_them(kind, value, cell):
    assert cells((Column("a", "", kind=kind),), {"a": value}) == [(cell,)]


def test_addresses_are_full_and_moments_those_of_the_province(settings):
    settings.SITE_URL = "https://sbcvt.vn"
    columns = (Column("a", "", kind=Kind.ADDRESS), Column("m", "", kind=Kind.DATE_TIME))
    record = {"a": "/tin/", "m": datetime(2007, 2, 1, 3, 27, tzinfo=UTC)}
    [(address, moment)] = cells(columns, record)
    assert address == "https://sbcvt.vn/tin/"
    assert moment.isoformat() == "2007-02-01T10:27:00+07:00"


def test_rows_that_were_read_give_the_same_along_their_attributes():
    columns = (Column("name", "", value="unit__name"), Column("size", "Cỡ"))
    rows = [SimpleNamespace(unit=SimpleNamespace(name="Huế"), size=1),
            SimpleNamespace(unit=None, size=2)]  # fmt: skip
    assert list(cells_of(records_of(rows, columns), columns)) == [("Huế", 1), (None, 2)]
    [fact, _size] = facts_of_row(rows[0], columns)
    assert (fact.column.name, fact.value) == ("name", "Huế")


def test_numbers_lose_only_the_zeros_that_their_field_adds():
    assert str(without_zeros(Decimal("35.000"))) == "35"
    assert str(without_zeros(Decimal("35.500"))) == "35.5"
    assert f"{without_zeros(Decimal('100.000')):f}" == "100"
    assert without_zeros(None) is None


@pytest.mark.django_db
def test_a_page_is_named_only_while_anybody_may_read_it(django_assert_num_queries):
    shown = builders.article("Bài hiện", slug="bai-hien")
    hidden = builders.article("Bài kín", state=State.DRAFT, published_at=None)
    columns = (
        Column("title", "", value=page_title("page_id")),
        Column("address", "", kind=Kind.ADDRESS, value=page_address("page_id")),
    )
    with django_assert_num_queries(1):
        rows = cells(columns, {"page_id": shown.pk}, {"page_id": hidden.pk})
    assert rows[0][0] == "Bài hiện"
    assert rows[0][1].endswith("/bai-hien/")
    assert rows[1] == (None, None)


@pytest.mark.django_db
def test_a_table_reads_no_field_that_no_column_names(django_assert_num_queries):
    builders.article("Bài một")
    columns = (ID, Column("title", "Tên"))
    table = table_of("pages", "Trang", columns, Publication.objects.all(), "id")
    with django_assert_num_queries(1) as queries:
        [(_pk, title)] = table.rows()
    assert title == "Bài một"
    assert "body" not in queries.captured_queries[0]["sql"]


@pytest.mark.django_db
def test_what_changes_with_the_day_is_not_the_same_file_on_the_next_one():
    def etag(day):
        table = Table("so", "Số", (Column("a", "A"),), lambda: [("x",)])
        data = Dataset("thu", "/", (), (table,), as_of=day)
        return file_response(RequestFactory().get("/thu.csv"), data, "csv")["ETag"]

    assert etag(date(2007, 1, 30)) == etag(date(2007, 1, 30))
    assert etag(date(2007, 1, 30)) != etag(date(2007, 1, 31))
