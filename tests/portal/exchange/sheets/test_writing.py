"""Tables for spreadsheet programs: their marks kept, nothing computed, no memory for all rows."""

import csv
import io
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from portal.exchange.sheets.writing import (
    TOO_LONG,
    TextHeading,
    csv_response,
    safe_cell,
    unguarded,
    xlsx_response,
)


def content_of(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        ("Mật độ điện thoại", "Mật độ điện thoại"),
        (True, "Có"),
        (-5, "-5"),
        (Decimal("35.50"), "35,50"),
        (0.1, "0,1"),
        (date(2007, 2, 1), "01/02/2007"),
        (datetime(2007, 1, 31, 17, 30, tzinfo=UTC), "01/02/2007 00:30"),
        ("a\x00b", "ab"),
    ],
)
def test_a_value_is_written_as_people_here_write_it(value, written):
    assert safe_cell(value) == written


FORMULAS = ["=1+1", "+84 234", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1", "'=1", "|x", "%x"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_would_be_computed_is_guarded_and_read_back(text):
    assert safe_cell(text) == "'" + text
    assert unguarded(safe_cell(text)) == text


@pytest.mark.parametrize("text", ["'tis", "a=b", "", "'", "%", "% hộ"])
def test_another_text_is_left_alone(text):
    assert safe_cell(text) == text
    assert unguarded(text) == text


def test_a_csv_file_opens_in_excel_with_its_marks():
    response = csv_response("bai-viet", ["Tiêu đề", "Số"], [["Huế, “mưa”\nto", Decimal("1.5")]])
    assert response["Content-Disposition"] == 'attachment; filename="bai-viet.csv"'
    content = content_of(response)
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert read == [["Tiêu đề", "Số"], ["Huế, “mưa”\nto", "1,5"]]


def test_an_excel_file_keeps_numbers_and_computes_no_text():
    rows = [["=HYPERLINK(1)", 7, Decimal("1.5"), True, date(2007, 2, 1), "dài" * 20_000]]
    content = content_of(xlsx_response("bang", ["a", "b", "c", "d", "e", "=f"], rows))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    header, row = sheet.iter_rows()
    assert [cell.value for cell in header] == ["a", "b", "c", "d", "e", "=f"]
    assert {cell.data_type for cell in header} == {"s"}
    assert [cell.value for cell in row] == ["=HYPERLINK(1)", 7, 1.5, "Có", "01/02/2007", TOO_LONG]
    assert row[0].data_type == "s"
    assert row[0].quotePrefix


def test_a_line_of_text_stays_one_when_it_is_typed_again_in_excel():
    rows = [["0905123456", "0905123456"], ["", ""], ["=1", "=1"]]
    content = content_of(xlsx_response("bang", [TextHeading("Điện thoại"), "Khác"], rows))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=2)] == rows
    formats = [[cell.number_format for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert formats == [["@", "General"]] * 3


@pytest.mark.parametrize(
    "written", [csv_response, pytest.param(xlsx_response, marks=pytest.mark.stack)]
)
def test_twenty_thousand_rows_need_the_memory_of_few(written):
    rows = ([f"Bài {number}", "Tóm tắt của bài. " * 30, number] for number in range(20_000))
    tracemalloc.start()
    try:
        response = written("bang", ["a", "b", "c"], rows)
        sent = sum(len(piece) for piece in response.streaming_content)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert sent > 200_000
    assert most < 8 * 1024 * 1024
