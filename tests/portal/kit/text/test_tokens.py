import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kit.text import syllables
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


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 12/2007/QĐ-UBND, ngày 01/02", "a_b\u00a0c\u2003d\x1fe\x85f g\u0308h",
        "x" * 70 + " y" + "-z" * 80, "", " \u0301 ", "thư@điện.tử\ttab\nhàng",
    ],
)  # fmt: skip
def test_words_are_found_piece_by_piece_as_in_the_whole(text: str) -> None:
    for _ in range(2):  # known by the second time
        assert syllables.words(text) == syllables._WORD.findall(text)


def test_few_pieces_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syllables, "_MAX_PIECES", 3)
    monkeypatch.setattr(syllables, "_PIECES", syllables._Pieces())
    assert syllables.words("a b c d e " + "f" * 65) == [*"abcde", "f" * 65]
    assert list(syllables._PIECES) == ["d", "e"]
