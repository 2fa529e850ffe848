"""Whatever is sent, a browser finds nothing but the tags and attributes of our table."""

import unicodedata
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.media.richtext import table
from portal.media.richtext.cleaning import clean_html
from tests.portal.media.richtext.hostile import SAMPLES

ALLOWED = {
    tag: names | ({"class"} if tag in table.CLASSES else set())
    for tag, names in table.allowed().items()
}
XHTML = "{http://www.w3.org/1999/xhtml}"


def found_by_a_browser(html: str) -> list[tuple[str, dict[str, str]]]:
    """The elements that HTML makes in a page, as (tag, attributes)."""
    fragment = html5lib.parseFragment(html, container="div")
    return [
        (str(element.tag).removeprefix(XHTML), dict(element.attrib))
        for element in fragment.iter()
        if element is not fragment
    ]


def assert_harmless(html: str) -> None:
    for tag, attributes in found_by_a_browser(html):
        assert tag in ALLOWED
        assert set(attributes) <= ALLOWED[tag]
        for name in {"href", "src"} & set(attributes):
            assert urlsplit(attributes[name]).scheme in {"", "http", "https", "mailto", "tel"}
        if tag in {"img", "source"}:
            assert attributes.get("src", "/media/anh/").startswith("/media/anh/")


def test_it_knows_more_than_a_hundred_ways_to_do_harm() -> None:
    assert len(set(SAMPLES)) > 200


@pytest.mark.parametrize("sample", SAMPLES)
def test_it_makes_hostile_html_harmless(sample: str) -> None:
    cleaned = clean_html(f"<p>trước</p>{sample}")
    assert_harmless(cleaned)
    assert cleaned.startswith("<p>trước</p>")


@pytest.mark.parametrize("sample", SAMPLES)
def test_it_changes_nothing_the_second_time(sample: str) -> None:
    once = clean_html(sample)
    assert clean_html(once) == once
    assert unicodedata.is_normalized("NFC", once)


_PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<b>", "</b>", "<i>", "<a href=/x>", "<a href=http://y.vn>", "</a>"),
        *("<div>", "</div>", "<ul>", "</ul>", "<li>", "<ol>", "</ol>", "<table>", "<tr>", "<td>"),
        *("</table>", "<caption>", "<thead>", "<th>", "<h1>", "</h1>", "<h2>", "<blockquote>"),
        *(
            "</blockquote>",
            "<figure>",
            "</figure>",
            "<figcaption>",
            "</figcaption>",
            "<br>",
            "<hr>",
        ),
        *("<img src=/media/anh/ab/" + "ab" * 16 + "-10x10.png alt=x>", "<img src=//z.vn/a.jpg>"),
        *("<svg>", "<math>", "<style>", "<select>", "<template>", "<pre>", "<dl>", "<dt>"),
        *(
            " ",
            "\n",
            "&nbsp;",
            "chữ",
            "ộ",
            "o\u0302\u0323",
            "\u0338",
            "&lt;",
            "&amp;",
            '"',
            "'",
            ">",
        ),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join))
def test_it_is_done_after_one_cleaning_of_any_muddle(html: str) -> None:
    once = clean_html(html)
    assert_harmless(once)
    assert clean_html(once) == once


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_it_is_done_after_one_cleaning_of_any_text(text: str) -> None:
    once = clean_html(text)
    assert_harmless(once)
    assert clean_html(once) == once
