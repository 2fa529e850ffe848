"""How large a worker becomes under an hour of everything at once, kept pages among it.

Readers who ask for the same pages and for others, searches, staff in the admin, and whoever sends
rubbish; the same draws in each run.
"""

import random
import subprocess
import sys
import time
from collections import Counter
from typing import Any, Final
from urllib.parse import quote

from benchmarks.speed import load
from benchmarks.speed.cells import BROWSER
from benchmarks.speed.databases import Server, portal_environment
from benchmarks.speed.options import ROOT
from benchmarks.speed.pages import OTHER_KINDS, Addresses
from benchmarks.speed.processes import resident_memory, workers_of
from benchmarks.speed.serving import Site

# Of a hundred requests in a turn.
SHARES: Final = {
    "articles": 30, "lists": 15, "kinds": 15, "searches": 15, "staff": 15, "rubbish": 10,
}  # fmt: skip
TURN: Final = 400
CONNECTIONS: Final = 8
MAX_PAGES: Final = 50
WORDS: Final = (
    "hội nghị", "điện thoại", "bưu chính", "internet", "quy hoạch", "báo cáo", "xã", "nam đông",
    "a lưới", "dai hoc", "vien thong", "toc do", "ke hoach 2007", "mang", "phan mem", "tin hoc",
)  # fmt: skip
STAFF: Final = (
    "/admin/", "/admin/news/article/", "/admin/news/article/add/", "/admin/news/article/?q=bao",
    "/admin/projects/project/", "/admin/enterprises/enterprise/", "/admin/portal/picture/",
    "/admin/lich-dang/", "/admin/so-tay/", "/admin/suc-khoe/", "/admin/tim/?q=quy", "/admin/bang/",
    "/admin/viec/", "/admin/thong-ke/", "/admin/portal/auditentry/", "/admin/thoi-han/",
)  # fmt: skip
RUBBISH: Final = ("'", "<script>", "%00", "../" * 20, "9" * 400, "\ufffe", "ắ" * 900, "[]", "{{x}}")
PLACES_OF_RUBBISH: Final = (
    "/{}", "/tin-tuc/{}/", "/tim-kiem/?q={}", "/?trang={}", "/tin-tuc/?{}=1",
)  # fmt: skip
# Signs in somebody who may do everything, without a password.
_SESSION: Final = """
from django.conf import settings
from django.test import Client
from portal.accounts.models import User
client = Client()
client.force_login(User.objects.get_or_create(
    username="bench", defaults={"is_staff": True, "is_superuser": True})[0])
print(settings.SESSION_COOKIE_NAME + "=" + client.cookies[settings.SESSION_COOKIE_NAME].value)
"""


def measure(site: Site, server: Server, database: str, minutes: float) -> dict[str, Any]:
    """Return the size of the worker after each tenth of the time, in megabytes.

    Twice: all of it, and with its part only of what it still shares with its master. The second
    grows by itself, for whoever uses an object of Python's writes into it, and has it alone then.
    """
    dice = random.Random(2007)  # noqa: S311  # of a benchmark
    addresses = Addresses.of(server, database, site.rows)
    cookie = _cookie(server, database)
    statuses: Counter[int] = Counter()
    began, requests, failed = time.monotonic(), 0, 0
    points = [_point(site, 0, 0)]
    most = points[0]["mb"]
    while (passed := (time.monotonic() - began) / 60) < minutes:
        for name, share in SHARES.items():
            paths = [_path(name, addresses, dice) for _each in range(TURN * share // 100)]
            headers = BROWSER | ({"Cookie": cookie} if name == "staff" else {})
            job = load.Job(site.port, paths, 600, CONNECTIONS, headers, limit=len(paths))
            found = load.run(job)
            requests, failed = requests + found.requests, failed + found.failed
            statuses.update(found.statuses)
        most = max(most, _mb(site))
        if passed >= minutes / 10 * len(points):
            points.append(_point(site, passed, requests))
            print(f"… {points[-1]}", flush=True)
    passed = (time.monotonic() - began) / 60
    points.append(_point(site, passed, requests))
    return {"points": points, "most_mb": most, "failed": failed, "statuses": dict(statuses)}


def _path(name: str, addresses: Addresses, dice: random.Random) -> str:
    if name == "articles":
        return f"/tin-tuc/{dice.choice(addresses.slugs)}/"
    if name == "lists":
        number = dice.randint(1, min(addresses.last_page, MAX_PAGES))
        return f"/tin-tuc/?trang={number}" if number > 1 else dice.choice(["/", "/tin-tuc/"])
    if name == "kinds":
        return dice.choice(list(OTHER_KINDS.values()))
    if name == "searches":
        return f"/tim-kiem/?q={quote(' '.join(dice.sample(WORDS, dice.randint(1, 3))))}"
    if name == "staff":
        return dice.choice(STAFF)
    rubbish = quote(dice.choice(RUBBISH) + str(dice.randint(0, 999)), safe="%")
    return dice.choice(PLACES_OF_RUBBISH).format(rubbish)


def _cookie(server: Server, database: str) -> str:
    environment = portal_environment(server, database, folder="site")
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", _SESSION],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.split()[-1]


def _point(site: Site, minutes: float, requests: int) -> dict[str, float]:
    part = round(max(site.memory()) / 2**20, 1)
    return {"minutes": round(minutes, 1), "requests": requests, "mb": _mb(site), "part_mb": part}


def _mb(site: Site) -> float:
    return round(max(map(resident_memory, workers_of(site.process.pid))) / 2**20, 1)
