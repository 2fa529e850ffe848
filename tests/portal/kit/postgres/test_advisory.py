"""No two matters share an advisory lock: all numbers stand in one list, and nowhere else."""

import ast
import re
from pathlib import Path

from portal.kit.postgres.advisory import Lock

ROOT = Path(__file__).resolve().parents[4]
LIST = ROOT / "portal/kit/postgres/advisory.py"
# Its number is made of the picture's file.
MADE = ROOT / "portal/media/pictures/intake.py"
PACKAGES = ("portal", "enterprises", "projects", "news")
# A year elsewhere.
NUMBERS = {lock.value for lock in Lock} - {2007}


def sources():
    found = {
        path: path.read_text() for package in PACKAGES for path in (ROOT / package).rglob("*.py")
    }
    del found[LIST]
    return found


def test_whoever_locks_takes_the_number_from_the_list():
    locking = {path: text for path, text in sources().items() if "advisory" in text}
    assert {path for path, text in locking.items() if not re.search(r"\bLock\.", text)} == {MADE}
    assert [path for path, text in locking.items() if re.search(r"advisory\w*\(\d", text)] == []


def test_no_other_file_says_a_number_of_the_list():
    texts = [
        (str(path), node.value)
        for path, text in sources().items()
        # What is typed with or without strokes between the digits.
        if any(str(number) in text.replace("_", "") for number in NUMBERS)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and node.value in NUMBERS
    ]
    assert texts == []
