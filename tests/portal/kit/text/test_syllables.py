import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kit.text.syllables import exact_form, folded_form, split_tone, syllable


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("HÒA", "hoà"),
        ("thúy", "thuý"),
        ("thuở", "thủơ"),
        ("họat", "hoạt"),
        ("kỹ", "kĩ"),
        ("Quý", "quí"),
        ("huế", unicodedata.normalize("NFD", "HUẾ")),
    ],
)
def test_it_takes_two_spellings_as_one_word(one: str, other: str) -> None:
    assert syllable(one) == syllable(other)


@pytest.mark.parametrize(
    ("one", "other"), [("hòa", "hóa"), ("hoa", "hòa"), ("đa", "da"), ("ma", "mă"), ("ô", "ơ")]
)
def test_it_keeps_words_with_different_marks_apart(one: str, other: str) -> None:
    assert exact_form(one) != exact_form(other)
    assert folded_form(one) == folded_form(other)


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        *zip(
            ("hy", "ký", "lý", "Mỹ", "sỹ", "tỷ", "quý"),
            ("hi", "ki", "li", "mi", "si", "ti", "qui"),
            strict=True,
        ),
        ("y", "y"),
        ("huy", "huy"),
        ("ngày", "ngay"),
        ("01", "1"),
        ("00", "0"),
        ("2007", "2007"),
    ],
)
def test_it_writes_a_final_y_and_numbers_one_way(word: str, folded: str) -> None:
    assert folded_form(word) == folded


def test_it_has_no_exact_form_of_a_word_without_marks() -> None:
    assert syllable("HUE") == ("hue", None)


def test_it_separates_the_tone_from_the_letters() -> None:
    assert split_tone("Nghệ") == ("nghê", "\u0323")
    assert split_tone("Đảng") == ("đang", "\u0309")


def test_it_cuts_what_is_no_word() -> None:
    assert len(folded_form("x" * 5_000)) == 64
    assert len(exact_form("ạ" * 5_000)) <= 64 + 1


@given(st.text())
def test_it_gives_the_exact_form_of_an_exact_form_unchanged(word: str) -> None:
    assert exact_form(exact_form(word)) == exact_form(word)


@given(st.text(alphabet="hoàóạđyquk"), st.sampled_from(["NFC", "NFD"]))
def test_it_does_not_mind_case_or_normal_form(word: str, form: str) -> None:
    assert syllable(unicodedata.normalize(form, word.upper())) == syllable(word)
