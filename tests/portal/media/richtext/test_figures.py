"""References to figures in a text: the one form that is stored, and no word lost on the way."""

import random
import re

import pytest

from portal.media.richtext import figures
from portal.media.richtext.cleaning import clean_html

PLACE = "so-lieu:7:2007-01-01:2007-12-31"
STORED = f'<p>Đạt <data value="{PLACE}">35,5</data> máy</p>'


def data(inner="…", place=PLACE):
    return f'<data value="{place}">{inner}</data>'


def test_the_stored_form_stays_as_it_is():
    assert clean_html(STORED) == STORED


def test_what_is_typed_in_brackets_becomes_a_reference():
    assert clean_html(f"<p>Đạt [[{PLACE}]] máy</p>") == f"<p>Đạt {data()} máy</p>"
    assert clean_html(f"<p>[[ {PLACE} ]][[{PLACE}]]</p>") == f"<p>{data()}{data()}</p>"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        # An editor that types on behind the number types into the element.
        (data("35,5 máy trên 100 dân"), f"{data('35,5')} máy trên 100 dân"),
        (data("đạt 35,5"), f"đạt {data('35,5')}"),
        (data("<strong>35,5</strong> máy"), f"<strong>{data('35,5')}</strong> máy"),
        (data("nhiều"), f"{data()}nhiều"),
        (data(f"{data('3')}5"), f"{data('3')}{data('5')}"),
        (data('<a href="/x">35,5</a>'), f'<a href="/x">{data("35,5")}</a>'),
    ],
)
def test_the_reference_holds_the_number_alone_and_words_stay(typed, kept):
    cleaned = clean_html(f"<p>{typed}</p>")
    assert cleaned == f"<p>{kept}</p>"
    assert clean_html(cleaned) == cleaned


@pytest.mark.parametrize(
    "place",
    [
        "",
        "35.5",
        "bai-viet:7:2007-01-01:2007-12-31",
        "so-lieu",
        "so-lieu:7:2007-01-01:2007-12-31 onclick=x",
        "javascript:7",
        "so-lieu:7:2007-01-01:2007-12-31&quot;&gt;&lt;script&gt;",
        "so-lieu:" + "9" * 30,
    ],
)
def test_any_other_value_is_no_reference_and_its_words_stay(place):
    assert clean_html(f'<p><data value="{place}">35,5</data></p>') == "<p>35,5</p>"


def test_nothing_else_may_stand_on_the_element():
    dirty = f'<p><data value="{PLACE}" class="x" onclick="y" style="z">35,5</data></p>'
    assert clean_html(dirty) == f"<p>{data('35,5')}</p>"


def test_what_was_meant_as_a_reference_and_is_none_is_found():
    text = f"[[so-lieu:x]] và [[so-lieu: 7, 2007]], [[{PLACE}, [[khác]]"
    assert figures.malformed_references(text) == [
        "[[so-lieu:x]]",
        "[[so-lieu: 7, 2007]]",
        f"[[{PLACE}, ",
    ]


@pytest.mark.parametrize(
    ("text", "number", "named"),
    [
        ("nay là 36,1 máy", "36,1", True),
        ("nay là 36,1.", "36,1", True),
        ("nay là 36,15 máy", "36,1", False),
        ("nay là 3,5", "3", False),
        ("từ 3, nay 5", "3", True),
        ("1.035", "35", False),
        ("", "3", False),
    ],
)
def test_a_text_names_a_number_as_a_whole_only(text, number, named):
    assert figures.names_number(text, number) is named


PIECES = [
    f'<data value="{PLACE}">', '<data value="x">', "</data>", f"[[{PLACE}]]", "[[so-lieu:", "]]",
    "35,5", "…", " máy ", "một", "<strong>", "</strong>", '<a href="/x/">', "</a>", "<p>", "</p>",
    "<li>", "<ul>", "</ul>", "&lt;", "<img src=x alt=y>", "<td>", "-", ".",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_put_together_no_word_is_lost_and_only_bound_numbers_are_kept(seed):
    chance = random.Random(seed)  # the same texts each time
    dirty = "".join(chance.choices(PIECES, k=25))
    cleaned = clean_html(dirty)
    assert clean_html(cleaned) == cleaned
    assert len(re.findall("một", cleaned)) == dirty.count("một")
    assert cleaned.count("35,5") == dirty.count("35,5")
    stored = re.findall(r"<data[^>]*>[^<]*</data>", cleaned)
    assert len(stored) == cleaned.count("<data") == len(re.findall("</data", cleaned))
    for each in stored:
        assert re.fullmatch(rf'<data value="{PLACE}">(35,5|…|[\d.,-]+)</data>', each)
