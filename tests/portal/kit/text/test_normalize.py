import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kit.text.normalize import fold, nfc, usable, visible


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Thừa Thiên –Huế", "thua thien –hue"),
        ("ĐƯỜNG Ðiện Biên", "duong dien bien"),
        ("Straße café ÆSIR", "strasse cafe aesir"),
        ("", ""),
    ],
)
def test_it_folds_case_and_marks(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_it_folds_composed_and_decomposed_text_alike() -> None:
    text = "Hội nghị triển khai kế hoạch năm 2007 của Sở BCVT Thừa Thiên Huế"
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


def test_it_folds_each_of_the_134_letters_to_a_plain_one() -> None:
    vowels = "aăâeêioôơuưy"
    letters = [
        nfc(vowel + tone) for vowel in vowels for tone in ("", *"\u0300\u0301\u0303\u0309\u0323")
    ]
    letters += "đ"
    marked = [letter for letter in letters if not letter.isascii()]
    both_cases = marked + [letter.upper() for letter in marked]
    assert len(both_cases) == 134
    assert set("".join(map(fold, both_cases))) == set("aeiouyd")


def test_it_drops_what_nobody_sees() -> None:
    assert visible("Hu\u00adế\u200b mộng\ufeff") == "Huế mộng"


@given(st.text())
def test_it_folds_folded_text_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_it_folds_the_same_in_every_normal_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(nfc(text))


@pytest.mark.parametrize("letter", ["\x00", "\x01", "\x1f", "\x7f", "\ud800", "\ufffe", "\uffff"])
def test_what_is_no_letter_is_no_usable_text(letter):
    assert usable(f"Đ{letter}ường") == "Đường"


def test_breaks_within_a_paragraph_part_words_and_those_of_lines_stay():
    assert usable("a\x0bb\x0cc\td\ne\r") == "a b c\td\ne\r"
