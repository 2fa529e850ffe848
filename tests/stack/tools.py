"""The programs that only the long suite needs; `make test-stack` installs them."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.stack.serving import ROOT

FOLDER = ROOT / "var" / "stack-tools" / "node_modules"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def needed(path: Path) -> Path:
    """The file, or a failure that says how to get it."""
    if not path.exists():
        pytest.fail(f"{path.name} is not installed: run make test-stack.", pytrace=False)
    return path


def program(*names: str) -> str:
    """The first of the programs that is there, or a failure that says how to get one."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.fail(f"{names[0]} is not installed: run make test-stack.", pytrace=False)
    return found


def complaints_of_nu(files: list[Path], *options: str) -> list[dict[str, str]]:
    """What the Nu validator has against the files; each message with the name of its file."""
    jar = needed(FOLDER / "vnu-jar" / "build" / "dist" / "vnu.jar")
    # Its schemas need a deeper stack than Java gives by itself.
    command = [
        program("java"),
        "-Xss4m",
        "-jar",
        str(jar),
        "--format",
        "json",
        "--exit-zero-always",
    ]
    done = subprocess.run(
        [*command, *options, *map(str, files)], capture_output=True, text=True, check=False
    )
    text = done.stderr if done.stderr.lstrip().startswith("{") else done.stdout
    assert text.lstrip().startswith("{"), f"{done.stdout}\n{done.stderr}"
    return [
        {
            "file": Path(message.get("url", "")).name,
            "kind": message.get("subType", message["type"]),
            "message": message["message"],
            "extract": message.get("extract", ""),
        }
        for message in json.loads(text)["messages"]
    ]
