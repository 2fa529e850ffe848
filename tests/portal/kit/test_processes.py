"""spread: work in several processes, in order, and never far ahead of whoever uses it."""

import os
from concurrent.futures.process import BrokenProcessPool

import pytest
from django.utils import translation

from portal.kit.processes import AHEAD, spread

pytestmark = pytest.mark.django_db(transaction=True)


def _square(number: int) -> tuple[int, int, str | None]:
    return number * number, os.getpid(), translation.get_language()


def _end(number: int) -> int:
    os._exit(number)


def test_it_gives_results_in_order_from_other_processes_in_the_same_language() -> None:
    with translation.override("en"):
        found = list(spread(_square, range(20), processes=2))
    assert [square for square, _process, _language in found] == [n * n for n in range(20)]
    assert os.getpid() not in {process for _square, process, _language in found}
    assert {language for _square, _process, language in found} == {"en"}


def test_it_reads_few_items_ahead() -> None:
    taken: list[int] = []

    def items():
        for number in range(100):
            taken.append(number)
            yield number

    results = spread(_square, items(), processes=2)
    next(results)
    assert len(taken) <= 2 * AHEAD + 1
    results.close()


@pytest.mark.parametrize(("count", "processes"), [(1, 2), (5, 1)])
def test_it_stays_in_this_process_where_others_are_of_no_use(count, processes) -> None:
    found = list(spread(_square, range(count), processes=processes))
    assert {process for _square, process, _language in found} == {os.getpid()}


@pytest.mark.django_db(transaction=False)
def test_it_stays_in_this_process_within_a_transaction() -> None:
    assert next(spread(_square, range(5), processes=2))[1] == os.getpid()


def test_it_says_so_where_a_process_is_killed() -> None:
    with pytest.raises(BrokenProcessPool):
        list(spread(_end, range(1, 5), processes=2))
