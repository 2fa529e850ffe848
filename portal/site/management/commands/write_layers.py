"""Copies the import contract of pyproject.toml into the pages that people read."""

import re
import textwrap
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PAGES: Final = ("README.md", "CONTRIBUTING.md")
START: Final = "<!-- layers: written by manage.py write_layers -->\n"
END: Final = "<!-- end of layers -->\n"
WIDTH: Final = 116
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


class Command(BaseCommand):
    help = f"Write the layers of the import contract into {' and '.join(PAGES)}."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="Write nothing; fail where a page is not current."
        )

    def handle(self, *, check: bool, **options: object) -> None:
        block = layers_block(settings.BASE_DIR / "pyproject.toml")
        for page in (settings.BASE_DIR / name for name in PAGES):
            text = page.read_text()
            current = with_block(text, block)
            if check and current != text:
                raise CommandError(
                    f"{page.name} shows other layers than pyproject.toml: "
                    "run manage.py write_layers."
                )
            if current != text:
                page.write_text(current)


def layers_block(pyproject: Path) -> str:
    """Return the contracts as a Markdown code block: their names, and the layers from the top."""
    contracts = tomllib.loads(pyproject.read_text())["tool"]["importlinter"]["contracts"]
    lines = "".join(line + "\n" for contract in contracts for line in _lines(contract))
    return f"```\n{lines}```\n"


def _lines(contract: dict[str, Any]) -> Iterator[str]:
    yield f"{contract['name']}:"
    if contract["type"] == "layers":
        # A line is broken before an arrow only.
        content = " → ".join(layer.replace(" ", NO_BREAK) for layer in contract["layers"])
    else:
        sources, targets = contract["source_modules"], contract["forbidden_modules"]
        content = f"{', '.join(sources)}: no import of {', '.join(targets)}"
    wrapped = textwrap.fill(content, WIDTH, initial_indent="    ", subsequent_indent="    ")
    yield from wrapped.replace(NO_BREAK, " ").splitlines()


def with_block(text: str, block: str) -> str:
    """Return the page with this block between its marks; CommandError where it has no marks."""
    new, count = re.subn(
        f"(?s){re.escape(START)}.*?{re.escape(END)}", lambda _: START + block + END, text
    )
    if count != 1:
        raise CommandError(f"Put the marks {START.strip()} and {END.strip()} where layers belong.")
    return new
