import re

from hypothesis import given
from hypothesis import strategies as st

from portal.kit.text.normalize import slugify


def test_it_folds_vietnamese_letters() -> None:
    assert slugify("Mật độ điện thoại: 35 máy/100 dân") == "mat-do-dien-thoai-35-may-100-dan"


def test_it_ends_at_a_whole_word() -> None:
    assert slugify("Hội nghị triển khai", max_length=12) == "hoi-nghi"


def test_it_cuts_a_single_long_word() -> None:
    assert slugify("x" * 300) == "x" * 100


def test_it_is_empty_without_a_latin_letter() -> None:
    assert slugify("漢字 – !") == ""


@given(st.text(), st.integers(min_value=1, max_value=120))
def test_it_makes_only_clean_addresses(text: str, length: int) -> None:
    slug = slugify(text, max_length=length)
    assert len(slug) <= length
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert slugify(slug, max_length=length) == slug
