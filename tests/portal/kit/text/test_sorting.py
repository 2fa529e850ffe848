import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kit.text.sorting import ALPHABET, INITIALS, initial_of, sort_key, span_of

IN_ORDER = [
    ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "o", "ô", "ơ", "u", "ư", "v", "y"],
    ["ma", "mà", "mả", "mã", "má", "mạ", "mac", "mă"],
    ["ba", "ba bị", "bà", "bà con", "bác"],
    ["Dương", "Đàn", "Đặng", "Đông", "Em"],
    ["Quý 2", "quý 10", "Quý I"],
    ["1 cửa", "9 cửa", "35 máy", "2007", "An Cựu", "ăn", "ấn"],
    ["3", "3G", "4", "a"],
    ["cafe", "café", "cagc"],
    ["Hội tin học", "Hội tin học tỉnh", "Huế", "Ωmega", "漢"],
]


@pytest.mark.parametrize("rows", IN_ORDER, ids=lambda rows: rows[0])
def test_it_sorts_as_a_dictionary_does(rows: list[str]) -> None:
    shuffled = random.Random(2007).sample(rows, len(rows))
    assert sorted(shuffled, key=lambda row: sort_key(row).encode()) == rows


def test_it_does_not_mind_case_punctuation_and_where_the_tone_stands() -> None:
    assert sort_key("Hoà – Bình!") == sort_key("HÒA BÌNH")


VIETNAMESE = st.text(alphabet=ALPHABET, min_size=1, max_size=6)


@given(VIETNAMESE, VIETNAMESE)
def test_it_orders_letters_by_the_alphabet(one: str, other: str) -> None:
    by_alphabet = [ALPHABET.index(letter) for letter in one] < [
        ALPHABET.index(letter) for letter in other
    ]
    assert (sort_key(one).encode() < sort_key(other).encode()) is by_alphabet


@given(st.integers(min_value=0, max_value=10**40), st.integers(min_value=0, max_value=10**40))
def test_it_orders_numbers_by_size(one: int, other: int) -> None:
    assert (sort_key(str(one)) < sort_key(str(other))) is (one < other)


@given(st.lists(VIETNAMESE, min_size=1, max_size=5))
def test_it_puts_the_shorter_first(words: list[str]) -> None:
    text = " ".join(words)
    assert sort_key(text) < sort_key(f"{text} a")


@given(st.text())
def test_it_bounds_the_key_of_any_text(text: str) -> None:
    assert len(sort_key(text * 50)) <= 200
    assert "\x00" not in sort_key(text)


@given(st.text(min_size=1))
def test_each_text_stands_under_one_initial_and_in_its_span(text: str) -> None:
    key = sort_key(text)
    spans = [initial for initial in INITIALS if span_of(initial)[0] <= key < span_of(initial)[1]]
    assert spans == ([initial_of(key)] if initial_of(key) in INITIALS else [])


@pytest.mark.parametrize(
    ("name", "initial"),
    [("Đông Ba", "Đ"), ("Ánh", "A"), ("ấn", "Â"), ("3G", "0-9"), ("Çelik", "C"), ("漢", "漢")],
)
def test_it_knows_the_letter_that_a_text_stands_under(name: str, initial: str) -> None:
    assert initial_of(sort_key(name)) == initial
