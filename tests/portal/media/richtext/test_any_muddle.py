"""Whatever tags, attributes and words come in any order: done after one cleaning, no word lost.

The long suite tries ten times as many.
"""

import re
import time
import unicodedata
from collections.abc import Callable
from html import escape, unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.media.richtext import cleaning
from portal.media.richtext.cleaning import DROPPED, clean_html
from tests.portal.media.richtext.test_hostile_html import assert_harmless

WORDS = ("chữ", "Ộ", "35,5", "&", "<b", "a\u0302\u0323", "\u0338", "\u00a0", "🎉", "=", '"', "“")
TAGS = (
    *("p", "div", "span", "b", "strong", "i", "em", "u", "ins", "s", "del", "sub", "sup", "a"),
    *("ul", "ol", "li", "menu", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr"),
    *("td", "th", "h1", "h2", "h3", "h6", "blockquote", "pre", "code", "figure", "figcaption"),
    *("center", "font", "abbr", "q", "data", "section", "form", "details", "x-la"),
)
ATTRIBUTES = (
    'style="text-align:center"', 'style="font-weight:700"', 'style="font-weight:normal"', "lang=en",
    'style="text-align:right;font-style:italic;text-decoration:underline line-through"',
    "align=right", 'class="align-center"', "colspan=2", "rowspan=3", "title=x", 'href="/tin-tuc/"',
    'href="www.mic.gov.vn"', 'href="javascript:x"', "start=3", "type=a", "scope=row", 'value="x"',
    "onclick=x", "id=x", 'style="vertical-align:super"', "lang=vi",
)  # fmt: skip
OPENING = st.builds(
    lambda tag, attributes: f"<{' '.join([tag, *attributes])}>",
    st.sampled_from(TAGS),
    st.lists(st.sampled_from(ATTRIBUTES), max_size=3, unique=True),
)
CLOSING = st.sampled_from(TAGS).map(lambda tag: f"</{tag}>")
WORD = st.sampled_from(WORDS).map(lambda word: escape(word))
MUDDLE = st.lists(st.one_of(OPENING, CLOSING, WORD, WORD), max_size=40).map("".join)
# The cleaner adds what lines and cells need: never more than a few tags for each that came.
GROWS_BY, AND = 6, 60


def letters(html: str) -> list[str]:
    """Return the letters that are read: no tags, no spaces, no stroke over nothing.

    In what order is not asked: browsers, too, put stray words before the table they stand in.
    """
    text = unescape(re.sub(r"<[^>]*>", "", html))
    return sorted(re.sub(r"[\s\u0338]", "", unicodedata.normalize("NFD", text)))


def assert_all(html: str) -> None:
    began = time.process_time()
    once = clean_html(html)
    assert time.process_time() - began < 2
    assert clean_html(once) == once
    assert_harmless(once)
    assert letters(once) == letters(html)
    assert len(once) <= GROWS_BY * len(html) + AND


@settings(max_examples=250)
@example('<table><tr><td class="align-center" rowspan=2><p lang=en>x</p></td></tr></table>')
@example('<b style="font-weight:normal"><table><tr><td>x</table></b>')
@example("<ol><table><th><caption><hr>")
@example("=<a>\u0338")
@given(MUDDLE)
def test_some_muddles(html: str) -> None:
    assert_all(html)


@pytest.mark.stack
@settings(max_examples=4000)
@given(MUDDLE)
def test_many_muddles(html: str) -> None:
    assert_all(html)


@settings(max_examples=100)
@given(st.sampled_from(sorted(DROPPED - {"o:officedocumentsettings", "w:worddocument"})), MUDDLE)
def test_what_is_dropped_takes_its_content_with_it(tag: str, html: str) -> None:
    once = clean_html(f"<p>a</p><{tag}>{html}</{tag}>")
    assert_harmless(once)
    assert clean_html(once) == once
    assert once.startswith("<p>a</p>")


BROKEN: dict[str, Callable[[str], str]] = {
    "loses a word": lambda html: cleaning.clean_html(html.replace("chữ", "")),
    "is never done": lambda html: html + "<p>chữ</p>",
    "lets all through": lambda html: html,
    "grows": lambda html: html + "<br>" * 200,
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_cleaner_with_a_fault_would_be_seen(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    monkeypatch.setitem(globals(), "clean_html", BROKEN[fault])
    with pytest.raises(AssertionError):
        assert_all("<p onclick=x>chữ</p>")
