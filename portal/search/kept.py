"""What is read once for each generation and compared in memory, until the public sees another."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from typing import Final

from portal.pagecache.clock import Stamp, stamp_outside_transactions
from portal.pagecache.moments import holds, horizon

BRIEF_SECONDS: Final = 10.0


class Kept[Value]:
    """Values by their keys, each until what the public sees changes.

    Of more than `most` those stay that were asked for last.
    """

    def __init__(self, most: int = 1000) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[Stamp, float, float, Value]] = OrderedDict()
        self._lock = threading.Lock()
        self._horizon = horizon()

    def get(
        self,
        key: Hashable,
        make: Callable[[], Value],
        *,
        is_brief: Callable[[Value], bool] | None = None,
    ) -> Value:
        """Return the value as it is now; inside a transaction it is made anew.

        Of one that `is_brief` another is made ten seconds later.
        """
        stamp = stamp_outside_transactions()
        if stamp is None:
            return make()
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
        now = time.time()
        if found is not None and found[0] == stamp and holds(found[1], found[2], now):
            return found[3]
        until = self._horizon.ends_at(stamp)
        value = make()
        if is_brief is not None and is_brief(value):
            until = min(until, now + BRIEF_SECONDS)
        if stamp_outside_transactions() == stamp:
            self._put(key, (stamp, now, until, value))
        return value

    def _put(self, key: Hashable, entry: tuple[Stamp, float, float, Value]) -> None:
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = entry
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


class KeptAnswers[Answer]:
    """Answers by what was asked, so that only what is new is asked for; so many at most."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: Kept[dict[str, tuple[Answer]]] = Kept()

    def look_up(
        self, wanted: Collection[str], ask: Callable[[list[str]], dict[str, Answer]]
    ) -> dict[str, Answer]:
        """Return the answer to each; `ask` gives those that nobody has asked for before."""
        before = self._kept.get("", dict)
        # Another thread may empty it meanwhile.
        found = {each: kept[0] for each in wanted if (kept := before.get(each))}
        if new := sorted(set(wanted) - found.keys()):
            answers = ask(new)
            found |= answers
            if len(before) + len(answers) > self._most:
                before.clear()
            before.update((each, (answer,)) for each, answer in answers.items())
        return found
