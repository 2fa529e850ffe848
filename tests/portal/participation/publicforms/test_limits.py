"""What is done too often is refused, and nobody can tell from the counts who did it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from portal.pagecache.models import CacheEntry
from portal.participation.publicforms.limits import Limit, forget_counts, place_of
from portal.participation.publicforms.models import UseCount

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOURLY = Limit("thu", 2, timedelta(hours=1))


@pytest.mark.django_db
def test_one_too_many_waits_for_the_end_of_the_window():
    assert HOURLY.spend("10.0.0.1", NINE) is None
    assert HOURLY.spend("10.0.0.1", NINE + timedelta(minutes=10)) is None
    assert HOURLY.spend("10.0.0.1", NINE + timedelta(minutes=40)) == timedelta(minutes=20)
    assert HOURLY.spend("10.0.0.1", NINE + timedelta(hours=1)) is None


@pytest.mark.django_db
def test_a_limit_of_a_day_ends_at_midnight_here():
    once = Limit("thu", 1, timedelta(days=1))
    evening = timezone.make_aware(datetime(2026, 3, 2, 22, 0))
    assert once.spend("10.0.0.1", evening) is None
    assert once.spend("10.0.0.1", evening + timedelta(minutes=1)) == timedelta(minutes=119)
    # “Send it again tomorrow”: not at seven, when a day of UTC ends.
    assert once.spend("10.0.0.1", evening + timedelta(hours=2)) is None
    assert once.spend("10.0.0.1", evening + timedelta(hours=9)) is not None


@pytest.mark.django_db
def test_each_place_and_each_purpose_is_counted_for_itself():
    once = Limit("thu", 1, timedelta(hours=1))
    assert once.spend("10.0.0.1", NINE) is None
    assert once.spend("10.0.0.2", NINE) is None
    assert Limit("khac", 1, timedelta(hours=1)).spend("10.0.0.1", NINE) is None
    assert once.spend("10.0.0.1", NINE) is not None


@pytest.mark.django_db
def test_a_place_is_kept_where_nobody_reads_it_and_anew_in_each_window():
    for hour in range(2):
        HOURLY.spend("10.0.0.1", NINE + timedelta(hours=hour))
    places = list(UseCount.objects.values_list("place", flat=True))
    assert [len(place) for place in places] == [64, 64]
    assert len(set(places)) == 2


@pytest.mark.django_db(transaction=True)
def test_of_many_at_one_moment_none_slips_through():
    def spend(_number):
        try:
            return HOURLY.spend("10.0.0.1", NINE) is None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(spend, range(24))) == 2
    assert UseCount.objects.get().times == 24


@pytest.mark.django_db
def test_counts_of_windows_that_are_over_go():
    HOURLY.spend("10.0.0.1", NINE)
    HOURLY.spend("10.0.0.1", None)
    assert forget_counts.func() == 1
    assert UseCount.objects.count() == 1


@pytest.mark.django_db
def test_counts_of_sign_ins_go_too_once_they_are_over():
    now = timezone.now()
    CacheEntry.objects.create(cache_key="a", value="", expires=now - timedelta(seconds=1))
    CacheEntry.objects.create(cache_key="b", value="", expires=now + timedelta(minutes=5))
    assert forget_counts.func() == 1
    assert CacheEntry.objects.get().cache_key == "b"


@pytest.mark.parametrize(
    ("network_address", "place"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        # As a server that listens to both tells of IPv4: else all of it would be one place.
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.8", "203.0.113.8"),
    ],
)
def test_a_site_of_ipv6_is_one_place(rf, network_address, place):
    assert place_of(rf.get("/", REMOTE_ADDR=network_address)) == place


class Windows(TestCase):
    @given(
        seconds=st.integers(60, 7 * 86400),
        at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    )
    def test_a_wait_is_within_the_window(self, seconds, at):
        within = timedelta(seconds=seconds)
        wait = Limit("thu", 0, within).spend("10.0.0.1", at)
        assert timedelta() < wait <= within
