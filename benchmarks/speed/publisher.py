"""A newsroom of its own process: publishes, schedules and declares when it is told to on its input.

Each line of input is an order in JSON, each line of output what came of it. `Publisher` is the side
that gives the orders.
"""

import json
import mmap
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from benchmarks.speed.options import ROOT

SLUG: Final = "cong-bo-lien-tuc"
# In the title of the page that is published, so on its page, in the list and on the home page.
PUBLISHED: Final = "Công bố lần"
PATTERN: Final = rf"{PUBLISHED} (\d{{6}})"
ANSWER_SECONDS: Final = 120


class Publisher:
    """Gives orders to the newsroom's process."""

    def __init__(self, environment: dict[str, str], public_now: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603  # our own words
            [sys.executable, "-m", __name__, str(public_now)], env=environment, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def order(self, what: str, **details: object) -> dict[str, Any]:
        """Have something done; return what came of it."""
        assert self._process.stdin  # noqa: S101  # opened above
        assert self._process.stdout  # noqa: S101  # likewise
        self._process.stdin.write(json.dumps({"what": what, **details}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("The newsroom's process has ended.")
        found: dict[str, Any] = json.loads(line)
        return found

    def end(self) -> None:
        """End the process after the order at hand."""
        assert self._process.stdin  # noqa: S101  # opened above
        self._process.stdin.close()
        try:
            self._process.wait(ANSWER_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


@contextmanager
def publisher(environment: dict[str, str], public_now: Path) -> Iterator[Publisher]:
    """Keep a newsroom for the body of the `with`."""
    made = Publisher(environment, public_now)
    try:
        yield made
    finally:
        made.end()


class Newsroom:
    """The process itself; it has the site's settings."""

    def __init__(self, public_now: Path) -> None:
        with public_now.open("r+b") as file:
            self._public = memoryview(mmap.mmap(file.fileno(), struct.calcsize("q"))).cast("q")
        self._number = 0

    def begin(self) -> dict[str, object]:
        """Publish the page that is changed again and again; return its address."""
        from news.articles.queries import section_named

        self._number += 1
        self._page = self._article(
            self._title(), slug=SLUG, section=section_named("Hoạt động của Sở")
        )
        self._public[0] = self._number
        return {"path": self._page.path}

    def publish(self, times: int) -> dict[str, object]:
        """Publish a new title each second; say how many milliseconds each has taken."""
        took = []
        began = time.monotonic()
        for number in range(times):
            time.sleep(max(0.0, began + number + 0.5 - time.monotonic()))
            took.append(self._publish())
        return {"milliseconds": took}

    def schedule(self, seconds: float, title: str) -> dict[str, object]:
        """Let a page appear in so many seconds; return the moment."""
        moment = datetime.now(UTC) + timedelta(seconds=seconds)
        self._article(title, published_at=moment)
        return {"moment": moment.timestamp()}

    def declare(self, headline: str) -> dict[str, object]:
        """Declare an emergency; return when that was done."""
        from portal.emergency import switch
        from portal.emergency.models import Emergency

        now = datetime.now(UTC)
        ends_at = now + timedelta(hours=1)
        switch.declare(Emergency(level=4, headline=headline, starts_at=now, ends_at=ends_at))
        return {"moment": time.time()}

    def end(self) -> dict[str, object]:
        """End all emergencies; return when that was done."""
        from portal.emergency import switch

        switch.end_all()
        return {"moment": time.time()}

    def _publish(self) -> float:
        from portal.publishing import services

        began = time.perf_counter()
        self._number += 1
        self._page.title = self._title()
        services.save(self._page, by=None)
        # From here on an answer with an earlier number is stale.
        self._public[0] = self._number
        self._page.refresh_from_db()
        return round((time.perf_counter() - began) * 1000, 1)

    def _title(self) -> str:
        return f"{PUBLISHED} {self._number:06}"

    @staticmethod
    def _article(title: str, **fields: Any) -> Any:
        from news.articles.models import Article
        from portal.publishing import services
        from portal.publishing.models import State

        fields = {"published_at": datetime.now(UTC), "state": State.PUBLISHED} | fields
        text = {"summary": "Tóm tắt của bài.", "body": "<p>Nội dung của bài.</p>" * 20}
        return services.save(Article(title=title, **text, **fields), by=None)


def main(public_now: Path) -> None:
    """Do what each line of the input says."""
    import django

    django.setup()
    newsroom = Newsroom(public_now)
    for line in sys.stdin:
        order = json.loads(line)
        act: Callable[..., dict[str, object]] = getattr(newsroom, order.pop("what"))
        print(json.dumps(act(**order)), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
