"""Works off background tasks: what `serve` does beside the site."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.tasks import DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands import db_worker

from portal.editing.bulk.tasks import resume
from portal.site.preparation import await_static_files
from portal.tasks.helper import help_beside
from portal.tasks.queues import QueueThread, end_all
from portal.tasks.upkeep import look_after, upkeep


class Command(db_worker.Command):
    help = "Work off background tasks, those that come round by themselves included."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--with-parent", type=int, help="Ends when this process, its parent, has ended."
        )
        parser.set_defaults(interval=2, reload=False)

    def configure_logging(self, verbosity: int) -> None:
        # Settings say what is logged, as of every other part of the site.
        if verbosity > 1:
            super().configure_logging(verbosity)

    def handle(self, **options: Any) -> None:
        if (with_parent := options.pop("with_parent")) is not None:
            help_beside(with_parent)
        # Beside a site that systemd has begun at the same moment, maybe for the first time.
        if options["startup_delay"] and not options["batch"]:
            await_static_files()
        worker_id = options["worker_id"]
        with upkeep(worker_id):
            look_after(worker_id)
            resume.call()
            self._work(options)

    def _work(self, options: dict[str, Any]) -> None:
        """Work off one queue where one is named; else letters and what is long have threads."""
        if options["queue_name"] != DEFAULT_TASK_QUEUE_NAME:
            super().handle(**options)
            return
        if options["batch"]:
            super().handle(**options | {"queue_name": "*"})
            return
        chosen = [options[name] for name in ("backend_name", "interval", "worker_id")]
        queues = (settings.LETTERS_QUEUE, settings.LEISURE_QUEUE)
        threads = [QueueThread(queue, *chosen) for queue in queues]
        for thread in threads:
            thread.start()
        try:
            super().handle(**options)
        finally:
            end_all(threads)
