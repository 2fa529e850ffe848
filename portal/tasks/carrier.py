"""The thread that sends letters, beside the one that works off all other tasks."""

import logging
import threading
import time

from django.conf import settings
from django.db import Error, connections
from django_tasks_db.management.commands.db_worker import Worker

logger = logging.getLogger(__name__)
# After a failure of the database itself.
PAUSE = 5.0
LAST_LETTER = 30.0


class LetterCarrier(threading.Thread):
    """Sends letters as they come, while a long task holds up the process that it lives in."""

    def __init__(self, backend_name: str, interval: float, worker_id: str) -> None:
        """`worker_id` is that of the process: while it lives, nobody takes up what is in hand."""
        super().__init__(name="letters")
        self.worker = Worker(
            queue_names=[settings.LETTERS_QUEUE],
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
                self.worker.run()
            except Error as error:
                logger.warning("Letters wait: the database fails (%s).", type(error).__name__)
                time.sleep(PAUSE)
            finally:
                connections.close_all()

    def end(self) -> None:
        """Let it end after the letter at hand, and wait for that."""
        self.worker.running = False
        self.join(LAST_LETTER)
