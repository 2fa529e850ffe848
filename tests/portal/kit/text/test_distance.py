import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kit.text.distance import heard_alike, shortened, slips, slips_allowed

WORD = st.text(alphabet="abch", min_size=3, max_size=12)


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("thoai", "thoai", 0),
        ("thaoi", "thoai", 1),
        ("thoi", "thoai", 1),
        ("thoaai", "thoai", 1),
        ("thoat", "thoai", 1),
        ("inetrent", "internet", 2),
        ("ca", "abc", 3),
    ],
)
def test_it_counts_letters_too_many_too_few_wrong_or_swapped(one, other, far):
    assert slips(one, other, 3) == far


def test_it_counts_no_further_than_it_is_asked():
    assert slips("buu", "chinh", 1) == 2
    assert slips("mang", "dich", 1) == 2


def test_short_words_may_have_no_slip_and_long_ones_two():
    allowed = {length: slips_allowed(length) for length in (2, 3, 7, 8, 16, 17)}
    assert allowed == {2: 0, 3: 1, 7: 1, 8: 2, 16: 2, 17: 0}


@given(WORD, WORD)
def test_words_that_are_near_have_a_shortened_form_in_common(one, other):
    most = min(slips_allowed(len(one)), slips_allowed(len(other)))
    if slips(one, other, most) <= most:
        assert set(shortened(one)) & set(shortened(other))


def test_the_longest_word_is_shortened_in_a_bounded_number_of_ways():
    assert len(shortened("abcdefghijklmnop")) == 1 + 16 + 120
    began = time.perf_counter()
    slips("a" * 16, "b" * 16, 2)
    assert time.perf_counter() - began < 0.01


def test_it_knows_what_sounds_alike():
    assert "trung" in heard_alike("chung")
    assert "xa" in heard_alike("sa")
    assert "lan" in heard_alike("lang")
    assert list(heard_alike("a")) == []
