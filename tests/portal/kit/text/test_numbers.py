import pytest

from portal.kit.text.numbers import MAX_KEY, parse_key


@pytest.mark.parametrize(
    ("text", "key"),
    [("1", 1), ("007", 7), ("0", 0), (str(MAX_KEY), MAX_KEY)],
)
def test_ascii_digits_are_a_key(text, key):
    assert parse_key(text) == key


@pytest.mark.parametrize(
    "text",
    ["", "-1", "+1", " 1", "1.0", "1e3", "x", "\0", "²", "١", "None", str(MAX_KEY + 1), "9" * 5000],
)
def test_anything_else_is_none(text):
    assert parse_key(text) is None


def test_a_key_may_be_bounded():
    assert parse_key("500", max_value=500) == 500
    assert parse_key("501", max_value=500) is None
    assert parse_key("1000", max_value=500) is None
