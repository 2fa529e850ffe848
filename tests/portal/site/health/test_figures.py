"""Figures are counted by all processes of a machine, and shown as Prometheus reads them."""

import subprocess
import sys
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

ROOT = Path(__file__).resolve().parents[4]
COUNTED = """
import os, sys
from pathlib import Path
from portal.kit.measuring.sharing import share_counts
share_counts(Path(sys.argv[1]))
from prometheus_client import Counter, CollectorRegistry, multiprocess
counter = Counter("thu", "Thử")
counter.inc()
child = os.fork()
counter.inc(10)
if child == 0:
    os._exit(0)
os.waitpid(child, 0)
registry = CollectorRegistry()
multiprocess.MultiProcessCollector(registry, path=sys.argv[1])
print(int(registry.get_sample_value("thu_total")), len(list(Path(sys.argv[1]).glob("*.db"))))
"""


def test_processes_count_together_and_leave_no_more_files_than_there_were_processes(tmp_path):
    outputs = [
        subprocess.run(
            [sys.executable, "-c", COUNTED, str(tmp_path)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for _run in range(3)
    ]
    # A later process goes on where one that has ended stopped.
    assert outputs == [["21", "2"], ["42", "2"], ["63", "2"]]


@pytest.mark.django_db
def test_what_the_rows_tell_is_asked_when_somebody_wants_to_know(client):
    text = client.get("/metrics").content.decode()
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert found["portal_check", "database"] == 1
    assert found["portal_tasks_waiting", "letters"] == 0
    assert found[("portal_searches_without_result",)] == 0
    assert ("portal_sign_in_failures_total",) in found
    assert client.get("/metrics").headers["Cache-Control"].count("no-store") == 1
