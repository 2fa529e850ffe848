"""Threads that work off a queue each, beside the one that works off all other tasks."""

import logging
import threading
import time

from django.db import Error, connections
from django_tasks_db.management.commands.db_worker import Worker

from portal.tasks.upkeep import take_up_unended

logger = logging.getLogger(__name__)
# After a failure of the database itself.
PAUSE = 5.0
LAST_TASK = 30.0


class QueueThread(threading.Thread):
    """Works off a queue as its tasks come, while a long one holds up another thread."""

    def __init__(self, queue: str, backend_name: str, interval: float, worker_id: str) -> None:
        """`worker_id` is that of the process: while it lives, nobody takes up what is in hand."""
        # What is in hand when the process ends begins anew elsewhere: it need not be waited for.
        super().__init__(name=queue, daemon=True)
        self.worker = Worker(
            queue_names=[queue],
            excluded_queue_names=[],
            interval=interval,
            batch=False,
            backend_name=backend_name,
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
        )

    def run(self) -> None:
        while self.worker.running:
            try:
                take_up_unended(self.name, self.worker.worker_id)
                self.worker.run()
            except Error as error:
                name = type(error).__name__
                logger.warning("The queue %s waits: the database fails (%s).", self.name, name)
                time.sleep(PAUSE)
            except Exception:
                # Nobody would begin the thread anew: the process and its lock live on without it.
                logger.exception("The queue %s failed, and goes on.", self.name)
                time.sleep(PAUSE)
            finally:
                connections.close_all()

    def stop(self) -> None:
        """Let it end after the task at hand."""
        self.worker.running = False


def end_all(threads: list[QueueThread]) -> None:
    """Let all end, each after the task at hand, and wait for that; not for ever."""
    for thread in threads:
        thread.stop()
    patience = time.monotonic() + LAST_TASK
    for thread in threads:
        thread.join(max(patience - time.monotonic(), 0))
