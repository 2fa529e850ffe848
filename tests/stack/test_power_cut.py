"""The power goes: server, helper and the embedded PostgreSQL die at once, and come back whole."""

import os
import subprocess
import sys
import time

from tests.stack.asking import Browser
from tests.stack.faults import TABLE
from tests.stack.serving import ROOT, Site

# Recovery and the start of all processes; machines may be busy.
SECONDS = 120
_WRITE = (
    "from portal.publishing.models import Topic;"
    "Topic.objects.get_or_create(name='Trước lúc mất điện', slug='truoc-luc-mat-dien')"
)
_READ = (
    "from portal.publishing.models import Topic;"
    "assert Topic.objects.filter(slug='truoc-luc-mat-dien').count() == 1"
)


def shell(site: Site, code: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", code],
        cwd=ROOT,
        env=os.environ | site.environment,
        check=True,
    )


def test_what_was_written_is_there_after_a_power_cut(site):
    shell(site, _WRITE)
    assert Browser(site.address).get("/").status == 200
    began = time.monotonic()
    site.cut_power()
    site.start()
    while Browser(site.address).get("/readyz").status != 200:
        assert time.monotonic() - began < SECONDS
        time.sleep(0.5)
    took = time.monotonic() - began
    TABLE.append(f"| power cut of the embedded server | | | {took:.1f} s | | | |")
    shell(site, _READ)
    assert Browser(site.address).get("/tim-kiem/?q=vien+thong").status == 200
