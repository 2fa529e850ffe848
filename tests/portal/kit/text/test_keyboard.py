import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kit.text.keyboard import letters_meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hooij", "hội"),
        ("nghij", "nghị"),
        ("ddieejn", "điện"),
        ("dienejd", "điện"),
        ("thoaij", "thoại"),
        ("dduwowngf", "đường"),
        ("duongwfd", "đường"),
        ("HUEES", "huế"),
        ("quys", "quý"),
        ("giaf", "già"),
        ("hoaf", "hòa"),
        ("toanf", "toàn"),
        ("buwu", "bưu"),
    ],
)
def test_it_reads_telex_wherever_the_keys_stand(typed, meant):
    assert letters_meant(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ho65i", "hội"),
        ("hoi65", "hội"),
        ("nghi5", "nghị"),
        ("d9ie65n", "điện"),
        ("d9u7o7ng2", "đường"),
        ("duong72d9", ""),
        ("nam8", "năm"),
    ],
)
def test_it_reads_vni_keys(typed, meant):
    assert letters_meant(typed) == meant


@pytest.mark.parametrize("typed", ["tin", "internet", "2007", "12a", "hội", "", "x" * 99, "bcvt"])
def test_it_leaves_alone_what_is_no_syllable_with_keys(typed):
    assert letters_meant(typed) == ""


@given(st.text(alphabet="abcdeghijorsuwxyz0123456789", max_size=20))
def test_it_takes_any_keys(typed):
    assert "\u0300" not in letters_meant(typed)
