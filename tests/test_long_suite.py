"""`make test-stack` runs all parts of the long suite, and says what became of each."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import long_suite
from tests.long_suite import BESIDE, FULL, PARTS, ROOT, Count, Outcome, Part, counts, report, run
from tests.stack.postgres import WANTED, missing_versions, versions_to_try

RESULTS = """<testsuites><testsuite>
<testcase classname="tests.stack.test_feeds" name="a" time="2.5"/>
<testcase classname="tests.stack.test_feeds" name="b" time="1"><failure message="x"/></testcase>
<testcase classname="tests.stack.test_audit" name="c" time="90"/>
<testcase classname="tests.stack.test_html" name="d" time="1.2"/>
</testsuite></testsuites>"""

ORPHANED = """
import subprocess, sys, time
from pathlib import Path
from tests.long_suite import _children, adopt_orphans, end_orphans

def left_behind(seconds):
    leaves = f"import subprocess; print(subprocess.Popen(['sleep', '{seconds}'], stdout=-3).pid)"
    return int(subprocess.run([sys.executable, "-c", leaves], stdout=-1).stdout)

adopt_orphans()
quick, slow = left_behind("0.3"), left_behind("300")
time.sleep(1)
# What ends is buried: it stands in the list of processes no more.
assert not Path(f"/proc/{quick}").exists()
assert _children() == [slow]
end_orphans()
assert not Path(f"/proc/{slow}").exists()
"""


@pytest.fixture(autouse=True)
def _keep_our_own_children(monkeypatch):
    """This process has a database server below it."""
    monkeypatch.setattr(long_suite, "end_orphans", lambda: None)


def test_it_counts_by_file_and_the_longest_comes_first():
    assert list(counts(RESULTS).items()) == [
        ("stack.test_audit", Count(passed=1, seconds=90)),
        ("stack.test_feeds", Count(passed=1, failed=1, seconds=3.5)),
        ("stack.test_html", Count(passed=1, seconds=1.2)),
    ]


def test_the_report_says_which_part_failed_and_how_long_each_file_took():
    part = Part("the served site", 1800, ())
    text = report([Outcome(part, 1, 95, counts(RESULTS)), Outcome(part, None, 0, {})], 96)
    assert "| the served site | FAILED | 1:35 | 30:00 |" in text
    assert "| the served site | no time left | 0:00 | 30:00 |" in text
    assert "| `stack.test_feeds` | 1 | 1 | 0:04 |" in text
    assert "| quick files: 1 | 1 | 0 | 0:01 |" in text
    assert "test_html" not in text
    assert "PostgreSQL" not in text


def test_the_report_names_what_was_not_tried_for_want_of_it():
    text = report([], 96, missing_versions())
    tried = set(versions_to_try())
    named = set(text.rpartition("PostgreSQL ")[2].strip(".\n").split(", ")) - {""}
    assert named | tried == set(WANTED)
    assert "Not tried, for it is not on this machine: PostgreSQL 16, 17." in report(
        [], 1, ["16", "17"]
    )


def test_a_part_that_fails_stops_none_after_it(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(long_suite, "REPORT", tmp_path / "report.md")
    monkeypatch.setattr(long_suite, "run", lambda part, _left, _to: Outcome(part, 1, 1, {}))
    assert long_suite.main() == 1
    assert capsys.readouterr().out.count("FAILED") == len(PARTS)


def test_what_has_no_time_left_fails_and_is_not_begun(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(long_suite, "REPORT", tmp_path / "report.md")
    monkeypatch.setattr(long_suite, "SECONDS", 0)
    assert long_suite.main() == 1
    assert capsys.readouterr().out.count("no time left") == len(PARTS)


class Hanging:
    """A run of pytest that ends when it is told to, and then says what has passed."""

    returncode, pid = None, 0

    def __init__(self, words, **_options):
        (option,) = (each for each in words if each.startswith("--junitxml="))
        self.results = Path(option.partition("=")[2])

    def wait(self, seconds):
        if self.returncode is None:
            raise subprocess.TimeoutExpired("pytest", seconds)

    def send_signal(self, number):
        assert number == signal.SIGINT
        self.returncode = 2
        self.results.write_text(RESULTS)


def test_a_part_that_hangs_is_stopped_and_what_has_passed_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(subprocess, "Popen", Hanging)
    outcome = run(Part("one that hangs", 2, ()), 2, tmp_path)
    assert outcome.word == "stopped"
    assert outcome.files == counts(RESULTS)


def test_what_a_part_has_left_running_is_ended():
    words = [sys.executable, "-c", ORPHANED]
    subprocess.run(words, cwd=ROOT, check=True)


def test_the_files_that_have_a_part_of_their_own_are_there():
    assert [file for file in (*BESIDE, *FULL) if not (ROOT / file).is_file()] == []
