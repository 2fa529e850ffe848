"""Tables that people send, in whatever form their office saved them."""

import io
import unicodedata
import zipfile

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from portal.exchange.sheets import reading, xlsx_reading
from portal.exchange.sheets.reading import read_table
from portal.exchange.sheets.values import CellError

KNOWN = ("Tiêu đề", "Chuyên mục")
TEXT = "Tiêu đề,Chuyên mục\nMật độ điện thoại,Tin tức\n"
ROWS = [(2, ("Mật độ điện thoại", "Tin tức"))]


def read(content: bytes, max_rows: int = 100):
    return read_table(content, known=KNOWN, max_rows=max_rows)


def rows_of(table):
    return [(row.number, row.values) for row in table.rows]


def book(*sheets: tuple[str, list[list[object]]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def why(content: bytes, **bounds: int) -> str:
    with pytest.raises(ValidationError) as refused:
        read(content, **bounds)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode(),
        ("sep=,\n" + TEXT).encode(),
        unicodedata.normalize("NFD", TEXT).encode(),
        book(("Bảng", [["TIÊU  ĐỀ *", "Chuyên mục"], ["Mật độ điện thoại", "Tin tức"]])),
        book(("Ghi chú", [["Lời dặn"]]), ("Tin", [list(KNOWN), ["Mật độ điện thoại", "Tin tức"]])),
    ],
)
def test_the_same_table_is_read_from_every_form(content):
    assert rows_of(read(content)) == ROWS


def in_the_old_page(text: str) -> bytes:
    """The text as Windows-1258 has it: most tones are signs of their own after the letter."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    written = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in tones)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        written += (base + tone).encode("cp1258")
    return written


def test_an_old_vietnamese_code_page_is_read_and_named():
    table = read(in_the_old_page(TEXT))
    assert rows_of(table) == ROWS
    assert table.encoding == "Windows-1258"


def test_headings_may_stand_below_a_title_and_rows_keep_their_numbers():
    table = read(book(("a", [["Danh sách bài"], [], list(KNOWN), ["A", "B"], [], ["C", None]])))
    assert rows_of(table) == [(4, ("A", "B")), (6, ("C", None))]


@pytest.mark.parametrize(
    "content",
    [
        # 35,5 without quotation marks.
        "Tiêu đề,Chuyên mục\nA,B\nMật độ,35,5\n".encode(),
        book(("a", [list(KNOWN), ["A", "B"], ["C", "D", "ghi chú"]])),
        book(("a", [["Tiêu đề", None, "Chuyên mục"], ["A", None, "B"], ["C", "x", "D"]])),
    ],
)
def test_a_cell_without_a_heading_is_not_lost_without_a_word(content):
    assert "Dòng 3" in why(content)


def test_a_table_of_something_else_is_refused_by_its_headings():
    # By whoever asks which columns there are: it is read all the same.
    table = read(book(("a", [["Danh sách bài"], ["Ngành", "Mã"], ["Viễn thông", "VT"]])))
    assert table.headings == ("Danh sách bài",)
    # A blank that somebody left behind is no cell.
    assert len(read(book(("a", [list(KNOWN), ["A", "B", " "]]))).rows) == 1


def test_the_sign_between_columns_is_the_one_between_the_headings():
    rows = "".join(f"Viễn thông {n};Điện thoại, Internet, truyền hình, kênh\n" for n in range(4))
    table = read(f"Tiêu đề;Chuyên mục\n{rows}".encode())
    assert table.rows[3].values == ("Viễn thông 3", "Điện thoại, Internet, truyền hình, kênh")


def test_an_error_of_excel_is_read_as_one():
    [[_number, (_title, error)]] = rows_of(read(book(("a", [list(KNOWN), ["A", "#N/A"]]))))
    assert isinstance(error, CellError)
    assert error == "#N/A"


@pytest.mark.parametrize(
    ("held", "form", "shown"),
    [
        (0.355, "0.0%", "35,5%"),
        (0.355, "0%", "35,5%"),
        (1, "0%", "100%"),
        (-0.005, "0.00%;[Red]-0.00%", "-0,5%"),
        # A sign that only stands there, and room for one.
        (35.5, '0.0"%"', 35.5),
        (35.5, r"0.0\%", 35.5),
        (35.5, "0.0_%", 35.5),
        (3.3000000000000003, "General", 3.3),
        (12345678, "#,##0", 12345678),
        (True, "0%", True),
    ],
)
def test_a_number_is_read_as_the_cell_shows_it(held, form, shown):
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(list(KNOWN))
    sheet.append(["A", held])
    sheet["B2"].number_format = form
    file = io.BytesIO()
    made.save(file)
    [row] = read(file.getvalue()).rows
    assert row.values == ("A", shown)
    assert type(row.values[1]) is type(shown)


def test_a_line_break_within_a_cell_does_not_end_the_row():
    assert rows_of(read('Tiêu đề,Chuyên mục\n"một\nhai",x\n'.encode())) == [(2, ("một\nhai", "x"))]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "không có gì"),
        (b"\n\n", "trống"),
        (TEXT.splitlines()[0].encode(), "không có dòng nào"),
        (b"Ti\xc3\xaau \xc4\x91\xe1\xbb\x81,A,a\n1,2,3", "hai lần"),
        ('Tiêu đề,A\n"mở,1'.encode(), "dòng 2"),
        (b"%PDF-1.4\n", "PDF"),
        (book(("a", []))[:-40], "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xlsx"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content, message):
    assert message in why(content)


def test_more_rows_than_may_be_are_refused():
    content = book(("a", [list(KNOWN), *([["A", "B"]] * 30)]))
    assert "5 dòng" in why(content, max_rows=5)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(xlsx_reading, "MAX_UNPACKED_SIZE", 1024 * 1024)
    file = io.BytesIO(book(("a", [list(KNOWN), ["A", "B"]])))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b" " * (2 * 1024 * 1024))
    assert len(file.getvalue()) < 20_000
    assert "giải nén" in why(file.getvalue()).lower()


def test_a_row_far_below_the_others_is_not_waited_for():
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(list(KNOWN))
    sheet.append(["A", "B"])
    sheet.cell(1_000_000, 1, "xa")
    file = io.BytesIO()
    made.save(file)
    assert rows_of(read(file.getvalue())) == [(2, ("A", "B"))]


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_FILE_SIZE", 10)
    assert "giới hạn" in why(TEXT.encode())
