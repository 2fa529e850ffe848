from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.portal.pagecache.processes import Process, keep_pages_in

type Start = Callable[..., list[Process]]


@pytest.fixture(autouse=True)
def _pages_of_their_own(settings: Any, tmp_path: Path) -> None:
    keep_pages_in(tmp_path, settings)


@pytest.fixture
def start() -> Iterator[Start]:
    """Start processes that keep pages; they end with the test."""
    started: list[Process] = []

    def start_processes(count: int, *args: Any, **kwargs: Any) -> list[Process]:
        processes = [Process(*args, **kwargs) for _ in range(count)]
        started.extend(processes)
        return processes

    yield start_processes
    for process in started:
        process.end()
