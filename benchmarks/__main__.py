"""`make bench`: pages at 1,000 and at BENCH_ROWS articles, and the import beside a plain COPY."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A server and a database of its own, never the site's.
os.environ["VAR_DIR"] = str(ROOT / "var" / "bench")
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"

import django  # noqa: E402  # the environment above comes first

django.setup()

from benchmarks.bench import main  # noqa: E402

main(rows=int(os.environ.get("BENCH_ROWS", "20000")), results=ROOT / "benchmarks" / "results")
