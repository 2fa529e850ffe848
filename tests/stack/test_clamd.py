"""Debian's own clamd, which knows EICAR only, says what the stub of the other tests says."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from portal.kit.files import clamd
from tests.clamd_stub import EICAR

pytestmark = pytest.mark.stack
PROGRAM = shutil.which("clamd") or "/usr/sbin/clamd"
START_SECONDS = 30
# Debian's answer to a file beyond StreamMaxLength.
MAX_STREAM_BYTES = 2 * 1024 * 1024


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert Path(PROGRAM).exists(), "clamd is missing: install clamav-daemon (make test-stack does)"
    folder = tmp_path_factory.mktemp("clamd")
    folder.chmod(0o755)
    (folder / "db").mkdir(mode=0o755)
    (folder / "db" / "own.ndb").write_text(f"Eicar-Own:0:*:{EICAR.hex()}\n")
    settings = {
        "DatabaseDirectory": folder / "db",
        "LocalSocket": folder / "clamd.sock",
        "Foreground": "yes",
        "StreamMaxLength": "2M",
        "LogFile": folder / "clamd.log",
    }
    (folder / "clamd.conf").write_text(
        "".join(f"{key} {value}\n" for key, value in settings.items())
    )
    process = subprocess.Popen([PROGRAM, "--config-file", str(folder / "clamd.conf")])
    found = f"unix://{folder}/clamd.sock"
    try:
        _wait_for(found)
        yield found
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(address: str) -> None:
    ends = time.monotonic() + START_SECONDS
    while True:
        try:
            clamd.ping(address)
        except clamd.Unavailable:
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)
        else:
            return


def test_it_tells_a_virus_from_a_text(address: str) -> None:
    assert clamd.find_virus(BytesIO(b"Bien ban"), address, seconds=20) == ""
    assert clamd.find_virus(BytesIO(EICAR), address, seconds=20).startswith("Eicar-Own")


def test_it_says_what_is_too_large_for_it(address: str) -> None:
    with pytest.raises(clamd.Unscannable):
        clamd.find_virus(BytesIO(bytes(MAX_STREAM_BYTES * 2)), address, seconds=20)
