"""Released versions of the code, unpacked beside this one to be upgraded from."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.stack.serving import NOT_OURS, ROOT

# The first commit whose migrations all stand, the last before columns were renamed, and one after:
# they stand for the sites before 1.0.0. Each release adds its own (CONTRIBUTING.md, “A release”).
# A site older than the first begins anew, as the handbook says.
RELEASES = {
    "a8253576": "27/11 10:37",
    "1f8c57cb": "28/11 00:26",
    "cf512c55": "28/11 05:25",
}
# Columns were renamed once, before the first release (docs/decisions/0125): a site of before is
# stopped while its tables are brought up, for its code does not know them any more.
STOPPED_MEANWHILE = {"a8253576", "1f8c57cb"}


@dataclass(frozen=True, slots=True)
class Code:
    """A version of the code, and the site that it works on."""

    root: Path
    variables: dict[str, str]

    def manage(self, *words: str) -> str:
        """Run a command of that version; return what it said."""
        theirs = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=self.root,
            env=theirs | self.variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{words}: {done.stdout[-2000:]}{done.stderr[-3000:]}"
        return done.stdout


def unpacked(release: str, folder: Path) -> Path:
    """Write the files of a commit into a folder; the clone has to know its history."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", release], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)
    return folder
