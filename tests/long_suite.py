"""Runs the long suite part by part, to its end whatever fails: what `make test-stack` does.

A report says of each part and file what passed, what failed and how long it took; it is printed
last and kept in `var/long-suite.md`.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tests.stack.postgres import missing_versions

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / "var" / "long-suite.md"
# An hour for all of it: who waits longer does not wait.
SECONDS = 3600
# Files that passed in less are one line of the report.
QUICK_SECONDS = 5
# After INT a part still stops what it has started.
PATIENCE = 60
# So long have servers that it has left.
ORPHAN_SECONDS = 10
# As <sys/prctl.h> has it: whoever loses their parent below us is ours.
PR_SET_CHILD_SUBREAPER = 36
# Servers of their own, and nothing that is measured under load: one on each core.
BESIDE = tuple(
    f"tests/stack/test_{name}.py"
    for name in (
        *("audit", "backup_versions", "clamd", "feeds", "html", "install_commands", "openapi"),
        *("recovery", "schema", "upgrades"),
    )
)


@dataclass(frozen=True, slots=True)
class Part:
    """One run of pytest: what it is called, its words, and the seconds after which it hangs."""

    name: str
    seconds: float
    words: Sequence[str]
    variables: dict[str, str] = field(default_factory=dict)


# Where it matters which build of the browser it is: what is typed, pasted, and might act.
FULL = tuple(f"tests/browser/test_{name}.py" for name in ("editor", "stored_payloads"))
# While one waits for the browser, others work.
PARTS = (
    Part(
        "long stories in the browser",
        1200,
        # In the order of their names: what else comes last are files of one test, the longest.
        (
            *("-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"),
            *("-m", "long", "tests/browser", *(f"--ignore={file}" for file in FULL)),
        ),
    ),
    Part(
        "what the full browser takes",
        600,
        ("-n", "2", "--dist", "worksteal", "-m", "long", *FULL),
        {"FULL_BROWSER": "1"},
    ),
    Part(
        "every role, form, address and value",
        1800,
        ("-n", "2", "--dist", "worksteal", "-m", "stack and not browser", "--ignore=tests/stack"),
    ),
    Part(
        "servers of their own",
        1200,
        ("-n", "2", "--dist", "loadgroup", "-m", "stack", *BESIDE),
    ),
    Part(
        "what is measured on the served site",
        1800,
        ("-m", "stack", "tests/stack", *(f"--ignore={file}" for file in BESIDE)),
    ),
)

# Runs of pytest, whose codes are still to be read.
_awaited: set[int] = set()


@dataclass(slots=True)
class Count:
    """What became of the tests of a file, and the seconds that they took together."""

    passed: int = 0
    failed: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a part; `code` is pytest's, None where there was no time left for it."""

    part: Part
    code: int | None
    seconds: float
    files: dict[str, Count]

    @property
    def word(self) -> str:
        if self.code is None:
            return "no time left"
        if self.code == 2 or self.code < 0:
            return "stopped"
        return "passed" if self.code == 0 else "FAILED"


def run(part: Part, seconds: float, folder: Path) -> Outcome:
    """Run a part for so many seconds at most."""
    began, results = time.monotonic(), folder / "results.xml"
    results.unlink(missing_ok=True)
    words = [sys.executable, "-m", "pytest", "-q", f"--junitxml={results}", *part.words]
    process = subprocess.Popen(words, cwd=ROOT, env=os.environ | part.variables)
    _awaited.add(process.pid)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        _stop(process)
    except KeyboardInterrupt:
        # The terminal has told pytest, too.
        process.wait(PATIENCE)
        raise
    files = counts(results.read_text(encoding="utf-8")) if results.exists() else {}
    return Outcome(part, process.returncode, time.monotonic() - began, files)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def adopt_orphans() -> None:
    """Become the parent of what a part has started and left behind, and bury it as init would."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    signal.signal(signal.SIGCHLD, _bury)


def _bury(*_signal: object) -> None:
    """Let go of orphans that have ended: PostgreSQL takes one that was killed for a running one."""
    peek = os.WEXITED | os.WNOHANG | os.WNOWAIT
    with suppress(ChildProcessError):
        while (ended := os.waitid(os.P_ALL, 0, peek)) and ended.si_pid not in _awaited:
            os.waitpid(ended.si_pid, 0)


def end_orphans() -> None:
    """End the servers that a part has left behind, as one does that was stopped at its set-up."""
    for sign in (signal.SIGINT, signal.SIGKILL):
        for pid in _children():
            os.kill(pid, sign)
        until = time.monotonic() + ORPHAN_SECONDS
        while _children() and time.monotonic() < until:
            time.sleep(0.1)


def _children() -> list[int]:
    """Return the processes right below this one that still run."""
    running = list[int]()
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name of a program may have spaces and brackets.
            state, parent = file.read_text(encoding="utf-8").rpartition(")")[2].split()[:2]
            if int(parent) == os.getpid() and state != "Z":
                running.append(int(file.parent.name))
    return running


def counts(results: str) -> dict[str, Count]:
    """Read pytest's JUnit file: what became of each file, the longest first."""
    found: defaultdict[str, Count] = defaultdict(Count)
    for case in ElementTree.fromstring(results).iter("testcase"):  # noqa: S314  # our own file
        count = found[case.get("classname", "").removeprefix("tests.")]
        count.seconds += float(case.get("time", 0))
        if case.find("failure") is not None or case.find("error") is not None:
            count.failed += 1
        else:
            count.passed += 1
    return dict(sorted(found.items(), key=lambda each: -each[1].seconds))


def report(outcomes: Sequence[Outcome], seconds: float, untried: Sequence[str] = ()) -> str:
    """Return the tables of all parts in Markdown, and which PostgreSQL was not to be had."""
    lines = [
        f"# The long suite: {_time(seconds)} of {_time(SECONDS)}",
        "",
        "| part | result | time | at most |",
        "| --- | --- | --: | --: |",
    ]
    for each in outcomes:
        times = f"{_time(each.seconds)} | {_time(each.part.seconds)}"
        lines.append(f"| {each.part.name} | {each.word} | {times} |")
    lines += ["", "| file | passed | failed | time |", "| --- | --: | --: | --: |"]
    for each in outcomes:
        lines += _file_lines(each.files)
    if untried:
        lines += ["", f"Not tried, for it is not on this machine: PostgreSQL {', '.join(untried)}."]
    return "\n".join(lines) + "\n"


def _file_lines(files: dict[str, Count]) -> list[str]:
    """Return a line for each file, and one for all that passed quickly."""
    lines, quick = [], []
    for name, count in files.items():
        if count.failed or count.seconds >= QUICK_SECONDS:
            lines.append(f"| `{name}` | {count.passed} | {count.failed} | {_time(count.seconds)} |")
        else:
            quick.append(count)
    if quick:
        passed, seconds = sum(each.passed for each in quick), sum(each.seconds for each in quick)
        lines.append(f"| quick files: {len(quick)} | {passed} | 0 | {_time(seconds)} |")
    return lines


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def main() -> int:
    """Run all parts; return 0 where all have passed."""
    began, outcomes = time.monotonic(), list[Outcome]()
    REPORT.parent.mkdir(exist_ok=True)
    try:
        for part in PARTS:
            left = SECONDS - PATIENCE - (time.monotonic() - began)
            print(f"\n{part.name}:", flush=True)
            outcomes.append(
                run(part, min(part.seconds, left), REPORT.parent)
                if left > 0
                else Outcome(part, None, 0, {})
            )
            end_orphans()
    finally:
        end_orphans()
        text = report(outcomes, time.monotonic() - began, missing_versions())
        REPORT.write_text(text, encoding="utf-8")
        print("\n" + REPORT.read_text(encoding="utf-8"))
    return int(any(each.code != 0 for each in outcomes))


if __name__ == "__main__":
    adopt_orphans()
    sys.exit(main())
