"""A worker of background tasks, for tests."""

import time
from collections.abc import Callable

from django_tasks_db.management.commands.db_worker import Worker


def work() -> None:
    """Work off what is due, and end."""
    Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default",
        startup_delay=False, max_tasks=9, worker_id="w",
        excluded_queue_names=[],
    ).run()  # fmt: skip


def wait_until(is_so: Callable[[], object], seconds: float = 10) -> None:
    """Wait for what another thread or process brings about; fail where it does not come."""
    ends = time.monotonic() + seconds
    while not is_so() and time.monotonic() < ends:
        time.sleep(0.05)
    assert is_so()
