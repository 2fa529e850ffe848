"""A data set as an Excel book, sent while it is made: a sheet for each table.

openpyxl writes the complete book to disk first, and takes many times as long for a row.
"""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from portal.exchange.datafiles.cells import STYLES, WIDTHS, cell, heading
from portal.exchange.datafiles.tables import Cells, Dataset, Table

# Excel has 1,048,576 rows; half of them stay below what a ZIP file holds in one piece.
ROWS_OF_A_SHEET: Final = 500_000
_ROWS_AT_ONCE: Final = 200
_MAX_NAME_LENGTH: Final = 31
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Whatever is named nowhere is a sheet: how many there are is known at the end only.
_CONTENT_TYPES: Final = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
)
_FROZEN: Final = (
    '<sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    "</sheetView></sheetViews>"
)


class _Sent:
    """A file to the ZIP writer; what is written to it is taken away piece by piece."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        pass

    def take(self) -> bytes:
        content = b"".join(self.pieces)
        self.pieces.clear()
        return content


def xlsx_pieces(dataset: Dataset) -> Iterator[bytes]:
    """Yield the book in pieces: what the data are, the tables, and what their columns mean."""
    sent = _Sent()
    names: list[str] = []
    # The same data are the same bytes: no part of the book bears the time of its making.
    with ZipFile(sent, "w", ZIP_DEFLATED) as book:  # type: ignore[call-overload]  # it asks no more of a file than this
        book.writestr(_part("[Content_Types].xml"), _CONTENT_TYPES)
        for table in (dataset.about(), *dataset.tables, dataset.codebook()):
            yield from _sheets(book, sent, table, names)
        for name, text in _frame(names):
            book.writestr(_part(name), text)
    yield sent.take()


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name)
    part.compress_type = ZIP_DEFLATED
    return part


def _sheets(book: ZipFile, sent: _Sent, table: Table, names: list[str]) -> Iterator[bytes]:
    """Yield the table as a sheet, or as several where it is longer than one; add their names."""
    rows = iter(table.rows())
    number = 1
    row = next(rows, None)
    while row is not None or number == 1:
        names.append(_sheet_name(str(table.title), number))
        some = islice(chain(() if row is None else (row,), rows), ROWS_OF_A_SHEET)
        with book.open(_part(f"xl/worksheets/sheet{len(names)}.xml"), "w") as sheet:
            for lines in _lines(table, some):
                sheet.write(lines.encode())
                if sent.pieces:
                    yield sent.take()
        row, number = next(rows, None), number + 1


def _sheet_name(title: str, number: int) -> str:
    """Return the title as Excel takes it; it calls the whole book damaged for a longer one."""
    ending = "" if number == 1 else f" ({number})"
    return title.translate(_FORBIDDEN)[: _MAX_NAME_LENGTH - len(ending)].rstrip() + ending


def _lines(table: Table, rows: Iterator[Cells]) -> Iterator[str]:
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{WIDTHS.get(column.kind, 24)}" customWidth="1"/>'
        for place, column in enumerate(table.columns, 1)
    )
    yield f'{_XML}<worksheet xmlns="{_MAIN}">{_FROZEN}<cols>{columns}</cols><sheetData>'
    yield f"<row>{''.join(heading(str(column.label)) for column in table.columns)}</row>"
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        yield "".join(f"<row>{''.join(map(cell, table.columns, row))}</row>" for row in some)
    yield "</sheetData></worksheet>"


def _frame(names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the parts that hold the sheets together."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}">'
        f"<bookViews><workbookView/></bookViews><sheets>{sheets}</sheets></workbook>",
    )
    yield "xl/styles.xml", f'{_XML}<styleSheet xmlns="{_MAIN}">{STYLES}</styleSheet>'
    targets = [("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")])
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])


def _relations(targets: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'
