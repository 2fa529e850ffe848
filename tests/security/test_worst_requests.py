"""No request of at most a megabyte takes over two seconds of CPU, or 300 megabytes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sampling import params
from tests.security.worst import WAYS

ROOT = Path(__file__).resolve().parents[2]
MOST_SECONDS, MOST_MEGABYTES = 2, 300
# A picture is decoded in a process of its own, one at a time on a machine: what it may take at most
# stands in portal/media/pictures/making.py.
MORE = {"a picture": (3, 330)}


@pytest.mark.parametrize("way", params(WAYS, one_in=8))
def test_the_worst_we_know_is_bounded(way: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.security.worst", way],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings"},
        capture_output=True,
        check=True,
    )
    seconds, megabytes = json.loads(done.stdout.decode().splitlines()[-1])
    most_seconds, most_megabytes = MORE.get(way, (MOST_SECONDS, MOST_MEGABYTES))
    assert seconds <= most_seconds
    assert megabytes <= most_megabytes
