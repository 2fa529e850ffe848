"""Files of any length: read along an index in pieces, written while they are read."""

import io
import tracemalloc
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice

import pytest
from openpyxl import load_workbook

from portal.exchange.datafiles import writing_xlsx
from portal.exchange.datafiles.reading import in_pieces
from portal.exchange.datafiles.tables import Column, Dataset, Kind, Table
from portal.exchange.datafiles.writing import csv_pieces, json_pieces
from portal.exchange.datafiles.writing_xlsx import xlsx_pieces
from portal.kit.text.periods import PeriodKind
from projects.indicators.data import ORDER
from projects.indicators.models import Observation
from tests import builders as site
from tests.projects import builders


def dataset(*rows, codes=()):
    columns = (Column("value", "giá trị", codes=dict(codes)),)
    return Dataset("thu", "/", (), (Table("so", "Số", columns, lambda: rows),))


def sheet(data):
    return load_workbook(io.BytesIO(b"".join(xlsx_pieces(data))))["Số"]


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_no_row_is_lost_or_doubled_between_two_pieces(size):
    report, indicator = site.article("Báo cáo"), builders.indicator(period_kind=PeriodKind.DAY)
    other = indicator.series.create(name="Khác")
    for number in range(4):
        day = date(2007, 1, 1) + timedelta(days=number)
        builders.observation(indicator, report, starts_on=day, ends_on=day)
        builders.observation(indicator, report, starts_on=day, ends_on=day, series=other)
    rows = Observation.objects.filter(indicator=indicator)
    pieces = list(in_pieces(rows, *ORDER, fields=["id"], size=size))
    read = [row["id"] for piece in pieces for row in piece]
    assert read == list(rows.order_by(*ORDER).values_list("id", flat=True))
    assert len(read) == 8
    assert max(len(piece) for piece in pieces) <= size


@pytest.mark.parametrize("write", [csv_pieces, json_pieces, xlsx_pieces])
def test_the_first_piece_comes_before_the_last_row_is_read(write):
    read = []

    def rows():
        for number in range(100_000):
            read.append(number)
            yield (f"dòng {number}",)

    table = Table("so", "Số", (Column("value", "giá trị"),), rows)
    data = table if write is csv_pieces else Dataset("thu", "/", (), (table,))
    assert len(b"".join(islice(write(data), 12))) > 10
    assert len(read) < 50_000


@pytest.mark.parametrize("write", [csv_pieces, json_pieces, xlsx_pieces])
def test_long_tables_take_no_more_memory_than_short_ones(write):
    def peak(count):
        columns = (Column("value", "giá trị", kind=Kind.DECIMAL),)
        table = Table("so", "Số", columns, lambda: ((Decimal(n),) for n in range(count)))
        data = table if write is csv_pieces else Dataset("thu", "/", (), (table,))
        tracemalloc.start()
        for _ in write(data):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(10)
    assert peak(20_000) < peak(2_000) + 300_000


def test_a_table_longer_than_a_sheet_goes_on_in_another(monkeypatch):
    monkeypatch.setattr(writing_xlsx, "ROWS_OF_A_SHEET", 3)
    book = load_workbook(io.BytesIO(b"".join(xlsx_pieces(dataset(*[(n,) for n in range(6)])))))
    assert book.sheetnames[1:3] == ["Số", "Số (2)"]
    assert [cell.value for cell in book["Số (2)"]["A"]] == ["giá trị", 3, 4, 5]


def test_excel_takes_the_name_of_each_sheet(monkeypatch):
    monkeypatch.setattr(writing_xlsx, "ROWS_OF_A_SHEET", 1)
    title = "Thông báo đấu thầu/tuyển dụng, ngân sách"
    table = Table("so", title, (Column("value", "giá trị"),), lambda: [(1,), (2,)])
    pieces = xlsx_pieces(Dataset("thu", "/", (), (table,)))
    names = load_workbook(io.BytesIO(b"".join(pieces))).sheetnames
    assert names[1] == "Thông báo đấu thầu tuyển dụng,"
    assert "Thông báo đấu thầu tuyển dụ (2)" in names
    assert max(map(len, names)) == 31


def test_the_same_data_are_the_same_bytes():
    assert b"".join(xlsx_pieces(dataset((1,)))) == b"".join(xlsx_pieces(dataset((1,))))


def test_excel_cells_are_what_they_say():
    moment = datetime(2007, 2, 1, 10, 27, 14)
    rows = [
        (Decimal("35.50"),), (Decimal("1234567"),), (2007,), (date(2007, 2, 1),), (moment,),
        (None,), (True,), ("final",), ("a\x00<b>&",), ("  hai\ndòng ",), (date(1900, 1, 1),),
        (Decimal("12345678901234567.5"),), ("-",), ("'=A1",), ("x" * 40_000,),
    ]  # fmt: skip
    cells = sheet(dataset(*rows, codes={"final": "chính thức"}))["A"][1:]
    assert [cell.value for cell in cells] == [
        35.5, 1234567, 2007, datetime(2007, 2, 1), moment, None,
        "Có", "chính thức", "a<b>&", "  hai\ndòng ", "1900-01-01",
        "12345678901234567.5", "-", "'=A1", "#QUÁ DÀI CHO EXCEL, HÃY DÙNG CSV",
    ]  # fmt: skip
    assert [cell.number_format for cell in cells[:5]] == [
        "#,##0.00", "#,##0", "General", "dd/mm/yyyy", "dd/mm/yyyy hh:mm",
    ]  # fmt: skip
    assert {cell.data_type for cell in cells} == {"n", "d", "s"}
