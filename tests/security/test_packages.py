"""Known holes of the pinned packages are asked about, where one can."""

import json
import subprocess

import pytest

from tests import packages

HOLE = {"id": "CVE-2027-0001", "fix_versions": ["9.9"]}


@pytest.mark.parametrize(
    ("stdout", "stderr", "code", "message"),
    [
        ({"dependencies": [{"name": "a", "version": "1", "vulns": []}]}, "", 0, "0 known holes"),
        ({"dependencies": [{"name": "a", "version": "1", "vulns": [HOLE]}]}, "", 1, "CVE-2027"),
        ("", "ERROR: connection refused", 3, "NOT ASKED"),
        ([], "", 3, "NOT ASKED"),
    ],
)
def test_asking_says_whether_it_could_be_asked(capsys, stdout, stderr, code, message):
    text = json.dumps(stdout) if stdout else ""
    done = subprocess.CompletedProcess([], 1, text, stderr)
    assert packages.audit(lambda: done) == code
    assert message in capsys.readouterr().out
