"""Where kept pages lie: in this process, behind it in a store that all processes share."""

import fcntl
import hashlib
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.cache import BaseCache, caches

from portal.pagecache.clock import Stamp
from portal.pagecache.guard import Guard
from portal.pagecache.moments import holds
from portal.pagecache.pages import Page
from portal.pagecache.questions import Question

ALIAS: Final = "pages"
# Addresses with a query are without number, even those of one page: they push out one another only.
QUERY_ALIAS: Final = "query_pages"
# What they may take of a process's memory.
QUERY_SHARE: Final = 0.25
# Larger answers are data files; they would drive out many pages.
MAX_PAGE_BYTES: Final = 1_000_000
LOCKS: Final = 1024
# Whoever has waited that long makes the page: its maker may hang. Shorter than what a worker gives
# those who wait beside its threads, for the next maker it chooses waits here first.
MAX_WAIT_SECONDS: Final = 5.0
_PAUSE: Final = 0.002
# A store without bounds of its own forgets what nobody has made anew for a day.
KEPT_SECONDS: Final = 24 * 3600
# For so long a question whose answer may not be kept goes straight on.
PASSED_ON_SECONDS: Final = 60.0
MAX_PASSED_ON: Final = 10_000


class Memory:
    """The pages of this process, within a number of bytes; those asked for last stay."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes, self._bytes = max_bytes, 0
        self._pages: OrderedDict[str, tuple[Page, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Page | None:
        with self._lock:
            found = self._pages.get(key)
            if found is None:
                return None
            self._pages.move_to_end(key)
            return found[0]

    def put(self, key: str, page: Page) -> None:
        size = page.size
        with self._lock:
            self._bytes += size - self._pages.pop(key, (page, 0))[1]
            self._pages[key] = (page, size)
            while self._bytes > self._max_bytes:
                self._bytes -= self._pages.popitem(last=False)[1][1]

    def __len__(self) -> int:
        return len(self._pages)


class Store:
    """Memory first, then the shared store; one maker for each page among all processes."""

    def __init__(self, folder: Path, *, release: str, memory: int | None = None) -> None:
        """`memory` is how many bytes of pages this process keeps itself, else what settings say."""
        room = settings.PAGE_CACHE_MEMORY * 1_000_000 if memory is None else memory
        of_queries = int(room * QUERY_SHARE)
        self._query_memory, self.memory = Memory(of_queries), Memory(room - of_queries)
        self._release = release
        self._key = settings.SECRET_KEY.encode()[:64]
        self._folder = folder
        self._thread_locks = [threading.Lock() for _ in range(LOCKS)]
        self._passed_on: OrderedDict[bytes, tuple[Stamp, float, float]] = OrderedDict()
        gone = "The store of kept pages does not work; pages are made without it."
        # One works while the other does not.
        self._guards = {alias: Guard(gone) for alias in (ALIAS, QUERY_ALIAS)}

    def get(self, question: Question) -> Page | None:
        """Return the page kept last for a question, right or not; None where there is none."""
        return self.get_own(question) or self.get_shared(question)

    def get_own(self, question: Question) -> Page | None:
        """Return what this process has kept last."""
        return self._memory_for(question).get(question.key)

    def get_shared(self, question: Question) -> Page | None:
        """Return what any process has kept, and keep it in this one, too."""
        if not question.is_shared:
            return None
        found = self._ask(question, lambda shared: shared.get(self._name(question)))
        if not isinstance(found, Page):
            return None
        self._memory_for(question).put(question.key, found)
        return found

    def put(self, question: Question, page: Page) -> None:
        """Keep a page for this process and the others."""
        page.pack()
        self._memory_for(question).put(question.key, page)
        if question.is_shared:
            name = self._name(question)
            self._ask(question, lambda shared: shared.set(name, page, timeout=KEPT_SECONDS))

    def _ask[T](self, question: Question, ask: Callable[[BaseCache], T]) -> T | None:
        alias = QUERY_ALIAS if question.query else ALIAS
        return self._guards[alias].ask(lambda: ask(caches[alias]))

    def _memory_for(self, question: Question) -> Memory:
        return self._query_memory if question.query else self.memory

    def pass_on(self, question: Question, stamp: Stamp, until: float) -> None:
        """Remember for a while that the answer to a question may not be kept.

        At most to the end of its generation, or to the moment given: what was not there may be.
        """
        now = time.time()
        ends_at = min(now + PASSED_ON_SECONDS, until)
        self._passed_on[self._digest(question)] = stamp, now, ends_at
        while len(self._passed_on) > MAX_PASSED_ON:
            self._passed_on.popitem(last=False)

    def is_passed_on(self, question: Question, stamp: Stamp | None) -> bool:
        """Return whether the answer to a question may not be kept in this generation."""
        of, made_at, ends_at = self._passed_on.get(self._digest(question), (None, 0.0, 0.0))
        return of == stamp and holds(made_at, ends_at, time.time())

    @contextmanager
    def single_flight(self, question: Question) -> Iterator[None]:
        """Let one thread of all processes in at a time for a question."""
        slot = self._slot(question)
        ends_at = time.monotonic() + MAX_WAIT_SECONDS
        held = self._thread_locks[slot].acquire(timeout=MAX_WAIT_SECONDS)
        locked = held and self._lock_slot(slot, ends_at)
        try:
            yield
        finally:
            if locked:
                fcntl.lockf(self._lock_file, fcntl.LOCK_UN, 1, slot)
            if held:
                self._thread_locks[slot].release()

    def is_being_made(self, question: Question) -> bool:
        """Return whether a thread of any process is let in for a question; waits for nobody."""
        slot = self._slot(question)
        if not self._thread_locks[slot].acquire(blocking=False):
            return True
        try:
            fcntl.lockf(self._lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, slot)
        except OSError:
            return True
        else:
            fcntl.lockf(self._lock_file, fcntl.LOCK_UN, 1, slot)
            return False
        finally:
            self._thread_locks[slot].release()

    def _slot(self, question: Question) -> int:
        return int.from_bytes(self._digest(question)[:4]) % LOCKS

    def _lock_slot(self, slot: int, ends_at: float) -> bool:
        while True:
            try:
                fcntl.lockf(self._lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, slot)
            except OSError:
                if time.monotonic() >= ends_at:
                    return False
                time.sleep(_PAUSE)
            else:
                return True

    @cached_property
    def _lock_file(self) -> int:
        self._folder.mkdir(parents=True, exist_ok=True)
        return os.open(self._folder / "page-locks", os.O_RDWR | os.O_CREAT, 0o600)

    def _name(self, question: Question) -> str:
        return f"page-{self._digest(question).hex()}"

    def _digest(self, question: Question) -> bytes:
        """Return a short name that nobody can choose: neither a slot nor a file is another's."""
        text = f"{self._release} {question.key}".encode(errors="surrogateescape")
        return hashlib.blake2b(text, digest_size=16, key=self._key).digest()


@cache
def release() -> str:
    """Return what changes with code, templates, texts and settings: other pages come of them.

    The same on each machine that has the same: not what names the place or the time of a file.
    """
    digest, base = hashlib.sha256(), Path(settings.BASE_DIR)
    for folder in ("portal", "news", "projects", "enterprises", "templates", "static", "locale"):
        for path in sorted((base / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt", ".xml", ".css", ".js", ".svg", ".mo"}:
                text = path.read_bytes()
                digest.update(f"{path.relative_to(base)} {len(text)}\n".encode())
                digest.update(text)
    for name in sorted(dir(settings)):
        value = getattr(settings, name) if name.isupper() else None
        if isinstance(value, str | int | float | Path):
            digest.update(f"{name}={value}\n".replace(str(base), "").encode())
    return digest.hexdigest()[:16]


@cache
def settings_mark() -> str:
    """Return what changes with the settings that pages show, the same in each process of a site."""
    shown = "\n".join(f"{name}={getattr(settings, name)}" for name in settings.PAGE_SETTINGS)
    return hashlib.sha256(shown.encode()).hexdigest()[:16]
