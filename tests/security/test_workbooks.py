"""Excel files cannot take memory and time that their size does not tell of."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from portal.exchange.sheets.reading import read_table

pytestmark = pytest.mark.usefixtures("in_english")
ROOT = Path(__file__).resolve().parents[2]
SHEET = "xl/worksheets/sheet1.xml"
NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD = (
    f"<worksheet {NAMES}><sheetData>"
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Tiêu đề</t></is></c></row>'
)
TAIL = "</sheetData></worksheet>"
NO_STRINGS = f"<sst {NAMES}/>"
TOO_MUCH = "far more cells or formats"


def workbook(**parts: str) -> bytes:
    """Return a small workbook in which some parts are replaced."""
    made = openpyxl.Workbook()
    made.active.append(["Tiêu đề"])
    made.active.append(["Mật độ điện thoại"])
    bomb, file = io.BytesIO(), io.BytesIO()
    made.save(bomb)
    names = {"sheet": SHEET, "strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
    replaced = {names[name]: text for name, text in parts.items()}
    with zipfile.ZipFile(bomb) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, replaced.pop(name, _with_strings(name, old.read(name))))
        for name, text in replaced.items():
            new.writestr(name, text)
    return file.getvalue()


def _with_strings(name: str, content: bytes) -> bytes:
    """Name the texts of the cells where the parts are listed, so that they are read."""
    if name != "[Content_Types].xml":
        return content
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    entry = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    return content.replace(b"</Types>", entry.encode())


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        read_table(content, known=["Tiêu đề"], max_rows=100)
    return " ".join(caught.value.messages)


BOMBS = {
    # The one of the report: a single row, which is held in memory whole.
    "one row": {"sheet": f'{HEAD}<row r="2">{"<c/>" * 7_000_000}</row>{TAIL}'},
    "other names": {"sheet": f'{HEAD}<x:row xmlns:x="a">{"<c/>" * 2_000_000}</x:row>{TAIL}'},
    "rows in comments": {"sheet": f"{HEAD}<row>{('<c/>' * 50_000 + '<!--<row >-->') * 9}</row>"},
    "attributes": {"sheet": f"{HEAD}<row {' '.join(f'a{n}=""' for n in range(300_000))}/>{TAIL}"},
    "empty rows": {"sheet": HEAD + "<row/>" * 2_000_000 + TAIL},
    "strings": {"strings": f"<sst {NAMES}>" + "<si/>" * 2_000_000 + "</sst>"},
    "one string": {"strings": f"<sst {NAMES}><si>{'<r/>' * 200_000}</si></sst>"},
    "entities": {"strings": f'<!DOCTYPE a [<!ENTITY b "{"c" * 99}">]><sst {NAMES}/>'},
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_workbook_that_swells_is_refused(name: str) -> None:
    content = workbook(**BOMBS[name])
    assert len(content) < 1_500_000
    assert TOO_MUCH in refusal(content)


@pytest.mark.parametrize("ending", ["data", "png"])
@pytest.mark.parametrize(
    ("bomb", "part"), [("one row", SHEET), ("strings", "xl/sharedStrings.xml")]
)
def test_a_part_of_another_ending_is_refused_too(bomb: str, part: str, ending: str) -> None:
    content = workbook(**{"strings": NO_STRINGS} | BOMBS[bomb])
    assert TOO_MUCH in refusal(renamed(content, part, ending))


def test_a_picture_beside_the_table_is_left_alone() -> None:
    file = io.BytesIO(workbook(strings=NO_STRINGS))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG" + b"<row><!--" * 500_000)
    assert len(read_table(file.getvalue(), known=["Tiêu đề"], max_rows=100).rows) == 1


def renamed(content: bytes, part: str, ending: str) -> bytes:
    """Return the workbook with one part under a name that ends otherwise, and what leads to it."""
    file, other = io.BytesIO(), part.removesuffix("xml") + ending
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name != part:
                text = text.replace(f"/{part}".encode(), f"/{other}".encode())
            new.writestr(other if name == part else name, text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


@pytest.mark.parametrize(
    ("part", "size"), [("sheet", 31 * 1024 * 1024), ("styles", 5 * 1024 * 1024)]
)
def test_a_part_that_is_too_long_is_refused_unread(part: str, size: int) -> None:
    message = refusal(workbook(**{part: " " * size}))
    assert message.startswith("Unpacked, a part of the Excel file has")


def test_the_refusal_costs_little(tmp_path: Path) -> None:
    """Read the worst one in a process that may take little: 89 KB took 2.9 GB and 14 s."""
    file = tmp_path / "a.xlsx"
    file.write_bytes(workbook(**BOMBS["one row"]))
    program = (
        "import sys, resource; from pathlib import Path; import django; django.setup();"
        "from portal.exchange.sheets.archives import check_workbook;"
        "from django.core.exceptions import ValidationError\n"
        "resource.setrlimit(resource.RLIMIT_DATA, (200 << 20, 200 << 20))\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
        "try: check_workbook(Path(sys.argv[1]).read_bytes())\n"
        "except ValidationError: sys.exit(7)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(file)], cwd=ROOT, check=False)
    assert done.returncode == 7


def test_a_table_as_large_as_is_taken_is_no_bomb() -> None:
    made = openpyxl.Workbook()
    made.active.append(["Tiêu đề", *(f"Cột {number}" for number in range(40))])
    for number in range(2000):
        made.active.append([f"Hàng {number} < & =", *range(40)])
    file = io.BytesIO()
    made.save(file)
    assert len(read_table(file.getvalue(), known=["Tiêu đề"], max_rows=2000).rows) == 2000
