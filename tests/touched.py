"""The tests of what was touched since `main`, by folder: what `make check` runs.

A file of `enterprises/products/` has its tests in `tests/enterprises/products/`. Where there is no
such folder, the files that lie directly in the nearest one above are taken, not its other folders.
Test files that import a module from elsewhere try it, too.
"""

import re
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
# What is quick and sees every part of the site.
ALWAYS = ("tests/portal/test_structure.py", "tests/portal/test_templates.py")
OF_MIGRATIONS = ("tests/test_migration_locks.py",)
# Here lies nothing that a folder of tests belongs to.
NO_TESTS = ("docs", "static", "locale", "benchmarks")
# What more test files import is a tool of theirs; all of them would be half of `make test`.
MAX_IMPORTERS = 10


def changed() -> list[str]:
    """The paths that differ from where the branch left `main`, with those not yet committed."""
    bases = (_git("merge-base", main, "HEAD") for main in ("main", "origin/main"))
    base = next(filter(None, bases), ["HEAD"])
    return _git("diff", "--name-only", *base) + _git("ls-files", "--others", "--exclude-standard")


def _git(*words: str) -> list[str]:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else []


def paths_of(paths: Iterable[str]) -> list[str]:
    """The test files and folders for these paths, each once."""
    found = {Path(each) for each in ALWAYS}
    for path in map(Path, paths):
        found |= _of(path) | _importers(path)
    taken = {each for each in found if (ROOT / each).is_dir()}
    return sorted(str(each) for each in found if not taken.intersection(each.parents))


def _of(path: Path) -> set[Path]:
    folders = [each for each in path.parts[:-1] if each not in ("tests", "templates")]
    if path.parts[0] in NO_TESTS or len(path.parts) == 1:
        return set()
    if path.name.startswith("test_"):
        return {path} if (ROOT / path).exists() else set()
    if path.parent.name == "migrations":
        return {Path(each) for each in OF_MIGRATIONS}
    folder = TESTS.joinpath(*folders)
    # All of a package would be half of `make test`.
    if len(folders) > 1 and folder.is_dir():
        return {folder.relative_to(ROOT)}
    near = next(each for each in (folder, *folder.parents) if each.is_dir())
    files = list(near.glob("test_*.py")) or near.glob("*/test_*.py")
    return {each.relative_to(ROOT) for each in files}


def _importers(path: Path) -> set[Path]:
    """Return the test files that import a module, where they are few."""
    if path.suffix != ".py" or len(path.parts) == 1:
        return set()
    module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    folder, _dot, name = module.rpartition(".")
    names = rf"from {re.escape(folder)} import (?:\([^)]*|.*)\b{name}\b"
    written = re.compile(rf"^\s*(?:{names}|(?:from|import) {re.escape(module)}\s)", re.MULTILINE)
    found = {file for file, text in _test_files().items() if written.search(text)}
    return found if len(found) <= MAX_IMPORTERS else set()


@cache
def _test_files() -> dict[Path, str]:
    """Return the text of each test file that `make check` could run."""
    files = {file.relative_to(ROOT): file for file in TESTS.rglob("test_*.py")}
    return {
        path: file.read_text(encoding="utf-8")
        for path, file in files.items()
        if path.parts[1] not in ("browser", "stack")
    }


if __name__ == "__main__":
    print(*paths_of(changed()))
