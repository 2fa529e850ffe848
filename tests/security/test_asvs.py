"""The table of ASVS 5.0 has every requirement of levels 1 and 2 once, and evidence that exists."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

FILE = settings.BASE_DIR / "docs" / "asvs.md"
ROW = re.compile(r"^\| v5\.0\.0-(\d+)\.(\d+)\.(\d+) \| ([12]) \| (.+?) \| (.+?) \| (.+) \|$")
STATES = {"met", "n/a", "**not met**"}
# How many the standard has of these levels, by chapter.
CHAPTERS = {
    1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13,
    14: 9, 15: 13, 16: 16, 17: 7,
}  # fmt: skip
LEVELS = {"1": 70, "2": 183}
NAMED = re.compile(r"`([^`]+)`")
PATH = re.compile(r"[\w.-]+(/[\w.-]+)*/?(::test_\w+)?")
# A test stands behind its file.
TEST = re.compile(r"`([^`]+\.py)` \(`(test_\w+)`\)")


def rows() -> list[tuple[str, ...]]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [found.groups() for line in lines if (found := ROW.match(line))]


def missing(named: str) -> bool:
    """Whether what a row names as a file, or as a test in one, is not there."""
    is_path = "/" in named or named.endswith((".py", ".md", ".toml", ".txt", ".example"))
    if not is_path or not PATH.fullmatch(named):
        return False
    if named.startswith("var/"):  # A site that runs makes it; a clean clone has none.
        return False
    path, _colons, test = named.partition("::")
    file = settings.BASE_DIR / path
    if not file.exists():
        return True
    return bool(test) and f"def {test}(" not in file.read_text(encoding="utf-8")


def test_every_requirement_stands_there_once() -> None:
    found = rows()
    assert Counter(int(row[0]) for row in found) == CHAPTERS
    assert Counter(row[3] for row in found) == LEVELS
    assert len({row[:3] for row in found}) == len(found)
    assert {row[5] for row in found} == STATES
    counts = Counter(row[5] for row in found)
    totals = re.search(r"(\d+) met, (\d+) not applicable, (\d+) not met", FILE.read_text())
    assert totals is not None
    assert [int(each) for each in totals.groups()] == [
        counts["met"], counts["n/a"], counts["**not met**"],
    ]  # fmt: skip


def test_what_it_names_is_there() -> None:
    named = []
    for row in rows():
        path = TEST.sub(r"`\1::\2`", row[6])
        assert "`test_" not in path, row
        named += [(".".join(row[:3]), each) for each in NAMED.findall(path)]
    assert len(named) > 200
    assert sum("::test_" in each for _row, each in named) > 60
    assert [each for each in named if missing(each[1])] == []


@pytest.mark.parametrize(
    "named", ["tests/security/test_asvs.py::test_that_is_none", "docs/none.md", "portal/none/"]
)
def test_evidence_that_is_not_there_would_be_found(named: str) -> None:
    assert missing(named)
    assert not missing("tests/security/test_asvs.py::test_what_it_names_is_there")


def test_pages_on_security_name_only_what_is_there() -> None:
    for path in ("SECURITY.md", "docs/mo-hinh-de-doa.md"):
        folder = Path()
        for named in NAMED.findall((settings.BASE_DIR / path).read_text(encoding="utf-8")):
            # A second file of a folder stands there without it.
            path_found = named if "/" in named else str(folder / named)
            if named.endswith((".py", "/")):
                assert not missing(path_found), (path, named)
                folder = Path(path_found).parent if "/" in named else folder
