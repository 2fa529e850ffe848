"""One served site for all tests of the long suite, and one walk through it as a reader."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stack.faults import HEAD, TABLE
from tests.stack.kinds import Kind, all_kinds
from tests.stack.production import Stack, stack
from tests.stack.serving import Site, served
from tests.stack.walking import Walk, walked


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with served() as found:
        yield found


@pytest.fixture(scope="session")
def production() -> Iterator[Stack]:
    """The production stack for all tests of it: faults come first, its end last."""
    with stack() as made:
        yield made


@pytest.fixture(scope="session")
def walk(site: Site) -> Walk:
    """Everything that a reader comes to from the home page by links."""
    return walked(site.address)


@pytest.fixture(scope="session")
def kinds(site: Site) -> list[Kind]:
    """Every kind of page; the rows made for it are there from then on."""
    return all_kinds(site)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what readers noticed of each fault that was tried."""
    if TABLE:
        terminalreporter.section("faults under load")
        terminalreporter.write_line("\n".join([HEAD, *TABLE]))


# Before pytest-xdist reads the groups.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.stack)
            # One process serves the site and walks through it for all that look at it.
            if "site" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.xdist_group("site"))
