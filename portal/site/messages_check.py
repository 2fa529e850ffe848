"""Finds texts of the interface without Vietnamese, in our catalogue or the vendors'."""

import ast
import gettext
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

OURS = Path("locale/vi/LC_MESSAGES/django.po")
# What libraries say: written by hand, and nothing is collected into it.
VENDOR = Path("locale/vendor/vi/LC_MESSAGES")
NOT_SOURCES = (".git", ".venv", "var", "tests", "docs", "node_modules", "__pycache__", ".*_cache")


def untranslated(root: Path) -> list[str]:
    """Return the texts of the source under `root` that its Vietnamese catalogues lack or doubt."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "source"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(*NOT_SOURCES))
        _run(
            [sys.executable, "-m", "django", "makemessages", "--locale=vi", "--no-obsolete"],
            cwd=copy,
        )
        return [
            text
            for catalog in _catalogs(copy)
            for doubt in ("--untranslated", "--only-fuzzy")
            for text in msgids(_run(["msgattrib", "--no-obsolete", "--no-wrap", doubt, catalog]))
        ]


def is_compiled(root: Path) -> bool:
    """Return whether each committed .mo says what its .po says."""
    return all(_is_compiled(catalog) for catalog in _catalogs(root))


def _catalogs(root: Path) -> list[Path]:
    return [root / OURS, *sorted((root / VENDOR).glob("*.po"))]


def _is_compiled(catalog: Path) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "django.mo"
        _run(["msgfmt", f"--output-file={fresh}", catalog])
        compiled_file = catalog.with_suffix(".mo")
        return compiled_file.exists() and _entries(compiled_file) == _entries(fresh)


def _run(command: list[str | Path], *, cwd: Path | None = None) -> str:
    # Without our settings, Django's tools keep to the folder in which they run.
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(  # noqa: S603 (our own words, no shell)
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} failed: {' '.join(done.stderr.split())}")
    return done.stdout


def msgids(catalog: str) -> Iterator[str]:
    """Yield the texts of a catalogue, less its heading, which is the empty text's."""
    text: list[str] | None = None
    for line in [*catalog.splitlines(), ""]:
        if line.startswith("msgid "):
            text = [ast.literal_eval(line.removeprefix("msgid "))]
        elif text is not None and line.startswith('"'):
            text.append(ast.literal_eval(line))
        elif text is not None:
            if msgid := "".join(text):
                yield msgid
            text = None


def _entries(compiled: Path) -> dict[object, str]:
    with compiled.open("rb") as file:
        entries: dict[object, str] = dict(vars(gettext.GNUTranslations(file))["_catalog"])
    entries.pop("", None)  # The heading holds dates.
    return entries
