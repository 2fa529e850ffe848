import pytest

from portal.kit.text.numbers import MAX_KEY, dialled, parse_key, percent


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


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("112", "112"),
        ("(0234) 3.822-725", "02343822725"),
        ("1900 1234", "19001234"),
        ("+84 234 3822 725", "+842343822725"),
        ("0084 234 3822 725", "00842343822725"),
        ("(84-28) 3822 7250", "842838227250"),
        ("0234 - 3822 725", "02343822725"),
        ("0905-12-34-56", "0905123456"),
    ],
)
def test_one_number_is_dialled_without_what_stands_between(written, number):
    assert dialled(written) == number


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Trực 24/24",
        "0234 3822725 máy lẻ 12",
        "0234.3822725/0914123456",
        "0543 822 725 - 0543 822 726",
        "3822725 - 3822726",
        "0234 3822725 - 26",
        "+84 234 3822725 +84 914 123456",
        "112 - 113",
        "112-113",
        "112 113",
        "3822725 - 26",
        "3822725-26",
        "0905 123 456 - 7",
        "1800.1091 - 119",
        "+84 234 3822 725 - 26",
    ],
)
def test_what_is_not_one_number_is_not_dialled(written):
    assert dialled(written) == ""


def test_a_share_is_all_or_none_only_where_it_is():
    cases = ((299, 300), (1, 300), (300, 300), (0, 300), (2, 3), (0, 0))
    assert [percent(*each) for each in cases] == [99, 1, 100, 0, 67, None]


def test_a_half_is_rounded_up():
    assert [percent(*each) for each in ((5, 8), (1, 8), (1, 40), (13, 40))] == [63, 13, 3, 33]
