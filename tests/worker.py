"""A worker of background tasks, for tests."""

from django_tasks_db.management.commands.db_worker import Worker


def work() -> None:
    """Work off what is due, and end."""
    Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default",
        startup_delay=False, max_tasks=9, worker_id="w",
        excluded_queue_names=[],
    ).run()  # fmt: skip
