"""The figures of this machine: what its processes have counted, and what the rows tell now."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import Error
from django.utils import timezone
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily, Metric

from portal.kit.files import space
from portal.kit.measuring.sharing import shared_folder
from portal.search.unfound import count_today
from portal.site.health.checks import all_checks
from portal.tasks import monitoring


class SiteFigures:
    """What is not counted as it happens but asked when somebody wants to know."""

    def collect(self) -> Iterator[Metric]:
        """Yield each figure; without a database, those that need none."""
        checks = GaugeMetricFamily("portal_check", "1 where a check is well.", labels=["check"])
        for check in all_checks():
            checks.add_metric([check.name], float(check.is_well))
        yield checks
        yield _room()
        try:
            yield from _of_rows()
        except Error:
            return


def _room() -> Metric:
    room = GaugeMetricFamily(
        "portal_disk_free_megabytes", "Room on the disk of a folder.", labels=["place"]
    )
    for place, free in space.free_megabytes().items():
        room.add_metric([place], free)
    return room


def _of_rows() -> Iterable[Metric]:
    queue = GaugeMetricFamily(
        "portal_tasks_waiting", "Tasks whose time has come, by queue.", labels=["queue"]
    )
    for name, count in monitoring.count_waiting(timezone.now()).items():
        queue.add_metric([name], count)
    _late, refused = monitoring.count_letters()
    failed = monitoring.failed_tasks()
    return [
        queue,
        GaugeMetricFamily("portal_tasks_late", "Tasks late by far.", monitoring.count_late()),
        GaugeMetricFamily("portal_tasks_failed", "Tasks given up, by name.", len(failed)),
        GaugeMetricFamily("portal_letters_refused", "Letters refused in all tries.", refused),
        GaugeMetricFamily(
            "portal_searches_without_result", "Such searches of today.", count_today()
        ),
    ]


def exposition() -> bytes:
    """Return all figures as Prometheus reads them."""
    registry = CollectorRegistry()
    if folder := shared_folder():
        collector: Any = multiprocess.MultiProcessCollector  # of a library without types
        collector(registry, path=folder)
    else:
        registry.register(REGISTRY)
    registry.register(SiteFigures())
    return bytes(generate_latest(registry))
