"""What a load says of its pace."""

import pytest
from django.utils import translation

from portal.publishing import loading


@pytest.mark.parametrize(
    ("stored", "message"),
    [
        (3.0, "250 a second; storing took 75 % of the time."),
        (1.0, "250 a second; making them ready took 75 % of the time."),
    ],
)
def test_it_names_what_took_the_longer_part(stored: float, message: str) -> None:
    with translation.override("en"):
        assert loading.Pace(began=0, stored=stored, seconds=4).describe(1_000) == message


def test_it_counts_what_is_stored_within_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([10.0, 12.0, 15.0, 20.0])
    monkeypatch.setattr(loading, "perf_counter", lambda: next(clock))
    pace = loading.Pace(began=loading.perf_counter())
    with pace.storing():
        pass
    pace.stop()
    assert (pace.stored, pace.seconds) == (3.0, 10.0)
