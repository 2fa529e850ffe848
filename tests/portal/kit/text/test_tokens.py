from hypothesis import given
from hypothesis import strategies as st

from portal.kit.text.syllables import tokens, words


def test_it_finds_runs_of_letters_and_digits() -> None:
    assert words("Số 12/2007/QĐ-UBND, ngày 30.01_2007 (3G)") == [
        "Số", "12", "2007", "QĐ", "UBND", "ngày", "30", "01", "2007", "3G",
    ]  # fmt: skip


def test_it_keeps_marks_that_have_no_letter_of_their_own_in_the_word() -> None:
    assert words("Spin\u0308al Tap") == ["Spin\u0308al", "Tap"]


@given(st.text())
def test_it_says_where_each_word_stands(text: str) -> None:
    found = tokens(text)
    assert [token.word for token in found] == words(text)
    assert all(text[token.start : token.end] == token.word for token in found)
