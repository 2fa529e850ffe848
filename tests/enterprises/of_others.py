"""Rows of another enterprise for each desk address that names one.

An area tells in its own `of_others.py`, such as `tests/enterprises/people/of_others.py`:

    MAKERS = {"enterprises:desk_product": lambda others: {"pk": builders.product(others).pk}}

Each makes a row of the enterprise that it is given, and says what stands for it in the address.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from enterprises.profiles.models import Enterprise

type Maker = Callable[[Enterprise], dict[str, Any]]

_TESTS = Path(__file__).parents[1]


def _module_at(file: Path) -> str:
    return ".".join(("tests", *file.relative_to(_TESTS).with_suffix("").parts))


MAKERS: dict[str, Maker] = {
    name: maker
    for found in sorted(_TESTS.glob("*/*/of_others.py"))
    for name, maker in import_module(_module_at(found)).MAKERS.items()
}
