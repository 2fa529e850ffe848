"""`make bench`: pages at few and at many articles and figures, the import beside a plain COPY."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A server and a database of its own, never the site's.
os.environ["VAR_DIR"] = str(ROOT / "var" / "bench")
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"

import django  # noqa: E402  # the environment above comes first

django.setup()

from benchmarks import bench, directory, figures, plans, search  # noqa: E402  # likewise

RESULTS = ROOT / "benchmarks" / "results"
bench.main(rows=int(os.environ.get("BENCH_ROWS", "20000")), results=RESULTS)
figures.main(figures=int(os.environ.get("BENCH_FIGURES", "100000")), results=RESULTS)
plans.main(results=RESULTS)
directory.main(enterprises=int(os.environ.get("BENCH_ENTERPRISES", "50000")), results=RESULTS)
search.main(rows=int(os.environ.get("BENCH_ROWS", "20000")), results=RESULTS)
