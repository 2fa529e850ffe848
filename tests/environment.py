"""A pytest plugin read before any settings: tests have a VAR_DIR, so a database, of their own.

`make test` thus never meets a running `make run`.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# A worker of pytest-xdist inherits what the first process has set.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["VAR_DIR"] = str(Path(os.environ.get("VAR_DIR") or ROOT / "var") / "test")
    # Where static files would be collected; WhiteNoise warns of a folder that is not there.
    (Path(os.environ["VAR_DIR"]) / "static").mkdir(parents=True, exist_ok=True)
